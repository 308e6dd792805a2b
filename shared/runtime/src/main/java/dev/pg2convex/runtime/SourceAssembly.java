package dev.pg2convex.runtime;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceInventory;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.postgres.source.PostgresCatalog;
import dev.pg2convex.postgres.source.PostgresInventory;

/** The source's catalog alone, for what needs no deployment and no store. Opening it connects to nothing. */
public final class SourceAssembly implements AutoCloseable {
    private final HikariDataSource source;
    private final SourceCatalog catalog;

    private SourceAssembly(HikariDataSource source, SourceCatalog catalog) {
        this.source = source;
        this.catalog = catalog;
    }

    /**
     * Opens a pool of one connection.
     *
     * @param postgresUrl {@code POSTGRES_URL}
     * @throws dev.pg2convex.core.CategorizedException for a URL that cannot be right
     */
    public static SourceAssembly open(String postgresUrl) {
        var url = PostgresUrl.parse(postgresUrl, "POSTGRES_URL");
        var source = Postgres.dataSource(url, 1, "pg2convex");
        return new SourceAssembly(source, new PostgresCatalog(source, url));
    }

    public SourceCatalog catalog() {
        return catalog;
    }

    public SourceInventory inventory() {
        return new PostgresInventory(source);
    }

    @Override
    public void close() {
        source.close();
    }
}
