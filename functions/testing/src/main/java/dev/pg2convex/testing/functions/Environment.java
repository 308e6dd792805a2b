package dev.pg2convex.testing.functions;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.testing.TestMigration;
import javax.sql.DataSource;

/** What a function on Lambda has of the database, connections as many as there. */
public final class Environment implements AutoCloseable {
    private static final int CONNECTIONS = 2;

    private final PostgresUrl url;
    private final HikariDataSource pool;

    /** @param url in libpq form */
    public Environment(String url) {
        this.url = PostgresUrl.parse(url);
        this.pool = Postgres.dataSource(this.url, CONNECTIONS, "pg2convex");
    }

    public DataSource database() {
        return pool;
    }

    /** With source and store in this database. */
    public Ports ports(TestMigration migration, Target target, Tuning tuning) {
        return Migrations.ports(migration, target, pool, url, tuning);
    }

    @Override
    public void close() {
        pool.close();
    }
}
