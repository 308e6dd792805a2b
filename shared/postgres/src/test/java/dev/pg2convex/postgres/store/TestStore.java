package dev.pg2convex.postgres.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One server for all tests of this package; tests keep apart by mappings, targets or databases of their own. */
final class TestStore {
    static final long BETWEEN_LOOKS = 5_000_000;
    private static final int CONNECTIONS = 20;
    private static final EmbeddedDatabase SERVER = EmbeddedDatabase.start();
    private static final HikariDataSource SHARED = Postgres.dataSource(PostgresUrl.parse(SERVER.url(named()), "test"), CONNECTIONS, "test");
    private static final PostgresStore STORE = PostgresStore.on(SHARED);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            SHARED.close();
            SERVER.close();
        }));
        StoreMigrations.migrate(SHARED);
    }

    private TestStore() {}

    /** A migrated database that all tests share. */
    static DataSource shared() {
        return SHARED;
    }

    static PostgresStore store() {
        return STORE;
    }

    /** Part of a name that nothing else has. */
    static String unique() {
        return UUID.randomUUID().toString().replace('-', '_');
    }

    /** An empty database of a test's own. Each connection is a new one. */
    static DataSource newDatabase() {
        return dataSource(SERVER.jdbcUrl(named()));
    }

    private static String named() {
        String name = "store_" + unique();
        SERVER.createDatabase(name);
        return name;
    }

    static DataSource as(DataSource database, String user, String password) {
        var other = dataSource(((PGSimpleDataSource) database).getUrl());
        other.setUser(user);
        other.setPassword(password);
        return other;
    }

    private static PGSimpleDataSource dataSource(String url) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setPrepareThreshold(0);
        return dataSource;
    }

    static void execute(DataSource database, String sql) {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of the first row, as text. */
    static String query(DataSource database, String sql) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many rows the sessions that have ended read from a table; waits until at least one is counted. */
    static long rowsRead(DataSource database, String table) {
        var count = "SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'pg2convex' AND relname = '" + table + "'";
        await("no row of " + table + " was read by an index", () -> !query(database, count).equals("0"));
        return Long.parseLong(query(database, count));
    }

    /** Waits until somebody waits for a lock. */
    static void awaitBlocked() {
        await("nobody waits for a lock", () -> !query(SHARED, "SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0"));
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
