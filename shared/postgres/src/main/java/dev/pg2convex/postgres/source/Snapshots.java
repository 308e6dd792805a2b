package dev.pg2convex.postgres.source;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.postgres.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * The unit of work: one read-only snapshot, with settings that end with it. All that a transaction pooler must never see, a setting on the
 * session or a named statement, has no place to come from.
 */
final class Snapshots {
    // First, because it is refused behind the first query.
    private static final String BEGIN = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT ";
    // Neither text nor an expression's value may depend on the role's, the database's or the session's settings. row_security: a policy that hides
    // rows must be an error, not a smaller table. gin_fuzzy_search_limit: it would hide rows from a `where`.
    private static final Map<String, String> SETTINGS = settings("TimeZone", "UTC", "DateStyle", "ISO, YMD", "IntervalStyle", "iso_8601",
            "bytea_output", "hex", "xmlbinary", "base64", "xmloption", "content", "extra_float_digits", "3", "lc_numeric", "C", "lc_time",
            "C", "quote_all_identifiers", "off", "standard_conforming_strings", "on", "transform_null_equals", "off", "array_nulls", "on",
            "gin_fuzzy_search_limit", "0", "row_security", "off", "lock_timeout", "10s", "idle_in_transaction_session_timeout", "10min",
            "jit", "off");
    // Postgres reads a file to set it, each time.
    private static final String ABBREVIATIONS = """
            CASE WHEN current_setting('timezone_abbreviations') <> 'Default' THEN pg_catalog.set_config('timezone_abbreviations', 'Default', true) END""";
    // Money is a whole number, and the locale says where its point is: C's two decimals must not be put where the database has others.
    private static final String MONEY = """
            CASE WHEN current_setting('lc_monetary') <> 'C' AND pg_catalog.scale(1::pg_catalog.money::pg_catalog.numeric) = 2 \
            THEN pg_catalog.set_config('lc_monetary', 'C', true) END""";
    // The schemas of extensions: without its own operators citext would be compared as text, in another order than its index has, without a word.
    private static final String SEARCH_PATH = """
            pg_catalog.set_config('search_path', concat_ws(', ', ?::text, (SELECT string_agg(DISTINCT extnamespace::pg_catalog.regnamespace::text, ', ') \
            FROM pg_catalog.pg_extension WHERE extnamespace <> 'pg_catalog'::pg_catalog.regnamespace)), true)""";

    private final DataSource source;

    Snapshots(DataSource source) {
        this.source = requireNonNull(source);
    }

    /** How much a piece of work reads, and so how long it may take. */
    enum Extent {
        /** Seconds of work; planned by the key's index, whatever stale statistics say. */
        PAGE(Duration.ofSeconds(90), settings("enable_seqscan", "off", "enable_sort", "off")),
        /** A whole table, which may be large. */
        TABLE(Duration.ofHours(6), Map.of());

        private final Duration limit;
        /** One round trip, and one statement to plan; its parameter is the beginning of the search path. */
        private final String begin;

        Extent(Duration limit, Map<String, String> planning) {
            this.limit = limit;
            var settings = new LinkedHashMap<>(SETTINGS);
            settings.put("statement_timeout", String.valueOf(limit.toMillis()));
            settings.putAll(planning);
            this.begin = BEGIN + settings.entrySet()
                    .stream()
                    .map(setting -> "pg_catalog.set_config('" + setting.getKey() + "', '" + setting.getValue() + "', true), ")
                    .collect(Collectors.joining()) + ABBREVIATIONS + ", " + MONEY + ", " + SEARCH_PATH;
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
                begin(connection, extent, path);
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

    private static Map<String, String> settings(String... namesAndValues) {
        var settings = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    private static void begin(Connection connection, Extent extent, String path) throws SQLException {
        try (var statement = connection.prepareStatement(extent.begin)) {
            statement.setString(1, path);
            statement.execute();
        }
    }

    /** A further setting, for what is left of the snapshot. */
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
