package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what makes an expression change though its row does not: every run would write such rows again, and no verification could agree.
 *
 * <p>Postgres has no function that says so of an expression. But its planner writes the expression out again in one form, with simple functions
 * replaced by what they do and constants computed; there each function's name is looked up. What a function declares of itself is believed.
 */
final class Volatility {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*+\"|[a-z_][a-z0-9_]*+)";
    /** A literal, or a name that is called, or a keyword that is a value. Quotes are doubled in what Postgres writes, and never escaped. */
    private static final Pattern TOKEN = Pattern.compile("'(?<literal>(?:[^']|'')*+)'(?<input>::cstring)?|(?<call>(?:" + NAME + "\\.)?"
            + NAME + ")\\(|" + NAME + "|\\b(?<keyword>[A-Z_]+)\\b");
    private static final Set<String> KEYWORDS = Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP",
            "CURRENT_USER", "CURRENT_ROLE", "SESSION_USER", "SYSTEM_USER", "USER");
    private static final Set<String> MOMENTS = Set.of("now", "today", "tomorrow", "yesterday");
    // Stable within a statement or a session, which is not enough here. The settings that the other stable ones depend on are set for each snapshot.
    private static final String CHANGING = """
            SELECT CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE quote_ident(n.nspname) || '.' END || quote_ident(p.proname), n.nspname = 'pg_catalog'
            FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE (quote_ident(n.nspname) || '.' || quote_ident(p.proname) = ANY (?::text[])
                    OR (quote_ident(p.proname) = ANY (?::text[]) AND pg_catalog.pg_function_is_visible(p.oid)))
                AND (p.provolatile = 'v' OR (n.nspname = 'pg_catalog' AND p.proname IN ('now', 'transaction_timestamp', 'statement_timestamp',
                    'txid_current', 'txid_current_if_assigned', 'txid_current_snapshot', 'pg_current_xact_id', 'pg_current_xact_id_if_assigned',
                    'pg_current_snapshot', 'pg_backend_pid', 'pg_postmaster_start_time', 'pg_conf_load_time', 'inet_client_addr',
                    'inet_client_port', 'inet_server_addr', 'inet_server_port', 'getpgusername')))
            ORDER BY 1 LIMIT 1""";

    private final List<String> calls = new ArrayList<>();
    private final List<String> moments = new ArrayList<>();
    private final Set<String> values = new LinkedHashSet<>();

    private Volatility() {}

    /** @param expression one that Postgres has accepted */
    static Optional<String> problem(Connection connection, SourceTable table, String expression) throws SQLException {
        var plan = new Volatility();
        SqlQuery.of("EXPLAIN (VERBOSE, COSTS OFF) SELECT CASE WHEN true THEN " + Expression.parenthesized(expression) + " END FROM "
                + Identifiers.rows(table)).list(connection, row -> row.getString(1)).forEach(plan::scan);
        var written = new ArrayList<>(Expression.literals(expression).stream().flatMap(Volatility::words).toList());
        plan.moments.forEach(written::remove);
        // A literal that Postgres has already replaced was a date or a time.
        Optional<String> changing = plan.values.stream()
                .findFirst()
                .or(() -> written.stream().findFirst().map(moment -> "'" + moment + "'"));
        return changing.isPresent() ? changing.map(Volatility::changing) : plan.functionProblem(connection);
    }

    private Optional<String> functionProblem(Connection connection) throws SQLException {
        String names = ArrayLiteral.of(calls);
        return SqlQuery.of(CHANGING, names, names)
                .list(connection, row -> row.getBoolean(2) ? changing(row.getString(1) + "()") : row.getString(1)
                        + "() is VOLATILE, which tells Postgres that it yields another value each time; declare it STABLE or IMMUTABLE"
                        + " if that is not so, or compute the value from the row's own columns")
                .stream()
                .findFirst();
    }

    private static String changing(String what) {
        return what + " means another value in another run, which would write the row again; compute the value from the row's own columns";
    }

    private void scan(String line) {
        for (var token = TOKEN.matcher(line); token.find();) {
            if (token.group("literal") != null && token.group("input") == null) {
                words(token.group("literal")).forEach(moments::add);
            } else if (token.group("call") != null) {
                calls.add(token.group("call"));
            } else if (token.group("keyword") != null && KEYWORDS.contains(token.group("keyword"))) {
                values.add(token.group("keyword"));
            }
        }
    }

    /** Of a literal, or of several that Postgres has put into an array. */
    private static Stream<String> words(String literal) {
        String[] elements = literal.startsWith("{") ? literal.split("[{},\"]", -1) : new String[]{literal};
        return Stream.of(elements).map(Volatility::word).filter(MOMENTS::contains);
    }

    private static String word(String literal) {
        return literal.strip().toLowerCase(Locale.ROOT);
    }
}
