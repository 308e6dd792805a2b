package dev.pg2convex.postgres.source;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.source.SourceTable;
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
    // Neither text nor an expression's value may depend on the role's, the database's or the session's settings. row_security: a policy that hides
    // rows must be an error, not a smaller table. gin_fuzzy_search_limit: it would hide rows from a `where`. SET TRANSACTION comes first because
    // it is refused behind the first query.
    private static final String SETTINGS = """
            SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL TimeZone = 'UTC'; SET LOCAL timezone_abbreviations = 'Default'; \
            SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'iso_8601'; SET LOCAL bytea_output = 'hex'; SET LOCAL xmlbinary = 'base64'; \
            SET LOCAL xmloption = 'content'; SET LOCAL extra_float_digits = 3; SET LOCAL lc_numeric = 'C'; \
            SET LOCAL lc_time = 'C'; SET LOCAL quote_all_identifiers = off; SET LOCAL standard_conforming_strings = on; \
            SET LOCAL transform_null_equals = off; SET LOCAL array_nulls = on; SET LOCAL gin_fuzzy_search_limit = 0; SET LOCAL row_security = off; \
            SET LOCAL lock_timeout = '10s'; SET LOCAL idle_in_transaction_session_timeout = '10min'; SET LOCAL jit = off; \
            SET LOCAL statement_timeout =\s""";
    // Money is a whole number, and the locale says where its point is: C's two decimals must not be put where the database has others.
    private static final String MONEY = """
            ; SELECT pg_catalog.set_config('lc_monetary', 'C', true) WHERE pg_catalog.scale(1::pg_catalog.money::pg_catalog.numeric) = 2""";
    // The schemas of extensions: without its own operators citext would be compared as text, in another order than its index has, without a word.
    private static final String SEARCH_PATH = """
            ; SELECT pg_catalog.set_config('search_path', concat_ws(', ', :first, (SELECT string_agg(DISTINCT quote_ident(n.nspname), ', ') \
            FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE n.nspname <> 'pg_catalog')), true)""";

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

    /**
     * Names without a schema mean those of {@code public} and of extensions.
     *
     * @param doing the beginning of an error's message: "reading table users"
     */
    <T> T read(String doing, Extent extent, Work<T> work) {
        return read(doing, extent, "public", work);
    }

    /** Names without a schema mean those of the table's own schema first: of whom {@code search_path} says what, the same for every role. */
    <T> T read(String doing, Extent extent, SourceTable table, Work<T> work) {
        return read(doing, extent, table.schema(), work);
    }

    private <T> T read(String doing, Extent extent, String schema, Work<T> work) {
        String path = Identifiers.quote(schema) + (schema.equals("public") ? "" : ", public");
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            // The server's limit ends a statement; the socket's, a little later, a server that is gone.
            connection.setNetworkTimeout(Runnable::run, (int) extent.limit.plusSeconds(30).toMillis());
            T result;
            try {
                set(connection, extent.settings + MONEY + SEARCH_PATH.replace(":first", "'" + path.replace("'", "''") + "'"));
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
