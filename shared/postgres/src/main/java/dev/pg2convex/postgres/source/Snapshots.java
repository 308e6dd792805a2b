package dev.pg2convex.postgres.source;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.postgres.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The unit of work: one read-only snapshot, with settings that end with it. All that a transaction pooler must never see, a setting on the
 * session or a named statement, has no place to come from.
 */
final class Snapshots {
    // Text must not depend on the role's or the database's settings. row_security: a policy that hides rows must be an error, not a smaller
    // table. SET TRANSACTION comes first because it is refused behind the first query.
    private static final String SETTINGS = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; \
            SET LOCAL IntervalStyle = 'iso_8601'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3; \
            SET LOCAL lc_monetary = 'C'; SET LOCAL row_security = off; SET LOCAL lock_timeout = '10s'; \
            SET LOCAL idle_in_transaction_session_timeout = '10min'; SET LOCAL jit = off; SET LOCAL statement_timeout =\s""";

    private final DataSource source;

    Snapshots(DataSource source) {
        this.source = requireNonNull(source);
    }

    /** How much a piece of work reads, and so how long it may take. */
    enum Extent {
        /** Seconds of work; planned by the key's index, whatever stale statistics say. */
        PAGE(Duration.ofSeconds(90), "; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off"),
        /** A whole table, which may be large. */
        TABLE(Duration.ofHours(6), "");

        private final Duration limit;
        private final String settings;

        Extent(Duration limit, String planning) {
            this.limit = limit;
            this.settings = SETTINGS + limit.toMillis() + planning;
        }
    }

    /** What is done in a snapshot. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** @param doing the beginning of an error's message: "reading table users" */
    <T> T read(String doing, Extent extent, Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            // The server's limit ends a statement; the socket's, a little later, a server that is gone.
            connection.setNetworkTimeout(Runnable::run, (int) extent.limit.plusSeconds(30).toMillis());
            T result;
            try {
                set(connection, extent.settings);
                result = work.run(connection);
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
            // Nothing was written; this also ends a transaction that an error has spoilt and the work has survived.
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw SqlStates.categorize(e, doing);
        }
    }

    /** Several settings in one round trip. */
    static void set(Connection connection, String settings) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(settings);
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
