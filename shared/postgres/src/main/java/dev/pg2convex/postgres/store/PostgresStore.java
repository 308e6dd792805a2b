package dev.pg2convex.postgres.store;

import dev.pg2convex.core.store.Findings;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.Intents;
import dev.pg2convex.core.store.MappingVersions;
import dev.pg2convex.core.store.Pages;
import dev.pg2convex.core.store.Rejects;
import dev.pg2convex.core.store.Runs;
import dev.pg2convex.core.store.Stages;
import dev.pg2convex.core.store.Written;
import javax.sql.DataSource;

/** The migration store's ports, implemented on one Postgres database. Every method may throw a {@link dev.pg2convex.core.CategorizedException}. */
public record PostgresStore(MappingVersions mappingVersions, Runs runs, Stages stages, Pages pages, Intents intents, IdMappings idMappings,
        Rejects rejects, Findings findings, Written written) {
    /** The schema of that database must have this program's version: see {@link StoreMigrations} and {@link StoreVersion}. */
    public static PostgresStore on(DataSource store) {
        var transactions = new Transactions(store);
        return new PostgresStore(new PostgresMappingVersions(transactions), new PostgresRuns(transactions),
                new PostgresStages(transactions), new PostgresPages(transactions), new PostgresIntents(transactions),
                new PostgresIdMappings(transactions), new PostgresRejects(transactions), new PostgresFindings(transactions),
                new PostgresWritten(transactions));
    }
}
