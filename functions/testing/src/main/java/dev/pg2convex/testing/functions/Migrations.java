package dev.pg2convex.testing.functions;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.protocol.Faults;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.mapping.YamlMappingReader;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.postgres.source.PostgresCatalog;
import dev.pg2convex.postgres.source.PostgresReader;
import dev.pg2convex.postgres.store.PostgresStore;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.testing.Databases;
import dev.pg2convex.testing.TestMigration;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Migrations on a database of the test class, with the real source and store. */
public final class Migrations implements BeforeAllCallback, AfterAllCallback {
    private final Databases databases = new Databases();

    @Override
    public void beforeAll(ExtensionContext context) {
        databases.beforeAll(context);
        StoreMigrations.migrate(databases.dataSource());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        databases.afterAll(context);
    }

    public TestMigration migration(Tuning tuning) {
        return new TestMigration(databases.jdbcUrl(), migration -> ports(migration, tuning));
    }

    private Ports ports(TestMigration migration, Tuning tuning) {
        return ports(migration, migration.target(), databases.dataSource(), PostgresUrl.parse(databases.url(), "the test's database"),
                tuning);
    }

    static Ports ports(TestMigration migration, Target target, DataSource database, PostgresUrl url, Tuning tuning) {
        var store = PostgresStore.on(database);
        return new Ports(new PostgresCatalog(database, url), new PostgresReader(database), target, new YamlMappingReader(),
                store.mappingVersions(), store.runs(), store.stages(), store.pages(), store.intents(), store.idMappings(), store.rejects(),
                store.findings(), store.written(), migration.sender(), tuning, Faults.NONE);
    }
}
