package dev.pg2convex.postgres.source;

import dev.pg2convex.core.Failure;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceIdentity;
import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.postgres.SqlStates;
import dev.pg2convex.postgres.source.Snapshots.Extent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The catalog of a Postgres database. Views and foreign tables are no tables here. */
public final class PostgresCatalog implements SourceCatalog {
    /** By the names that are asked for; of several that a name fits, the one that is found first. */
    private static final String BY_NAME = """
            WITH asked AS (SELECT DISTINCT name FROM unnest(?::text[]) AS given (name)),
            path AS (SELECT ?::text[] || current_schemas(false)::text[] AS schemas),
            known AS (SELECT c.oid, c.relkind, n.nspname::text AS schema, c.relname::text AS name
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN (:kinds)),
            found AS (SELECT asked.name AS asked, known.*, array_position(path.schemas, known.schema) AS place
                    FROM asked JOIN known ON known.name = asked.name CROSS JOIN path WHERE known.schema = ANY (path.schemas)
                UNION ALL SELECT asked.name, known.*, NULL FROM asked JOIN known ON known.schema || '.' || known.name = asked.name)
            SELECT DISTINCT ON (asked) asked, :columns FROM found ORDER BY asked, place NULLS LAST""";
    private static final String TABLES = byName("oid, schema, name", "'r', 'p'");
    private static final String OTHER = byName(
            "CASE relkind WHEN 'v' THEN 'a view' WHEN 'm' THEN 'a materialized view' WHEN 'f' THEN 'a foreign table' ELSE 'a sequence' END",
            "'v', 'm', 'f', 'S'");
    private static final String MONEY = "SELECT pg_catalog.scale(1::pg_catalog.money::pg_catalog.numeric)";
    private static final String NAMES = """
            SELECT CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND\s""" + UserRelations.CONDITION + " ORDER BY n.nspname <> 'public', n.nspname, c.relname";
    private static final String DATABASE = """
            SELECT d.oid, d.datname, has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            FROM pg_catalog.pg_database d WHERE d.datname = current_database()""";
    private static final String CLUSTER = "SELECT system_identifier FROM pg_catalog.pg_control_system()";

    /** SQLSTATEs. */
    private static final String NO_COLUMN = "42703";
    private static final String AGGREGATE = "42803";

    private final Snapshots snapshots;
    private final PostgresUrl url;

    /** @param source connections to the database that {@code url} names */
    public PostgresCatalog(DataSource source, PostgresUrl url) {
        this.snapshots = new Snapshots(source);
        this.url = url;
    }

    private static String byName(String columns, String kinds) {
        return BY_NAME.replace(":columns", columns).replace(":kinds", kinds);
    }

    @Override
    public SourceIdentity identity() {
        return snapshots.read("reading the database's identity", Extent.TABLE, connection -> {
            record Database(String oid, String name, boolean mayAskForCluster) {}
            Database database = SqlQuery.of(DATABASE)
                    .list(connection, row -> new Database(row.getString(1), row.getString(2), row.getBoolean(3)))
                    .getFirst();
            String fingerprint = database.mayAskForCluster
                    ? "cluster:" + SqlQuery.of(CLUSTER).list(connection, row -> row.getString(1)).getFirst() + ":" + database.oid
                    : "database:" + database.oid + ":" + database.name;
            return new SourceIdentity(url.label(), fingerprint);
        });
    }

    @Override
    public Map<String, SourceTable> tables(Collection<String> names) {
        return snapshots.read("reading the catalog", Extent.TABLE, connection -> {
            record Found(String asked, long oid, String schema, String name) {}
            List<Found> found = named(TABLES, names, connection,
                    row -> new Found(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)));
            Snapshots.set(connection, "SET LOCAL search_path = pg_catalog");
            var catalog = new TableCatalog(connection, found.stream().map(Found::oid).toList());
            return found.stream().collect(Collectors.toMap(Found::asked, table -> catalog.table(table.oid, table.schema, table.name)));
        });
    }

    @Override
    public Optional<String> otherThanTable(String name) {
        return snapshots.read("reading the catalog", Extent.TABLE,
                connection -> named(OTHER, List.of(name), connection, row -> row.getString(2)).stream().findFirst());
    }

    @Override
    public int moneyDecimals() {
        return snapshots.read("reading the database's settings", Extent.TABLE,
                connection -> SqlQuery.of(MONEY).list(connection, row -> row.getInt(1)).getFirst());
    }

    private <T> List<T> named(String query, Collection<String> names, Connection connection, SqlQuery.RowMapper<T> row)
            throws SQLException {
        String first = ArrayLiteral.of(Stream.concat(url.schema().stream(), Stream.of("public")).toList());
        Snapshots.set(connection, "SET LOCAL search_path TO DEFAULT");
        return SqlQuery.of(query, ArrayLiteral.of(List.copyOf(names)), first).list(connection, row);
    }

    @Override
    public List<String> tableNames() {
        return snapshots.read("reading the catalog", Extent.TABLE,
                connection -> SqlQuery.of(NAMES).list(connection, row -> row.getString(1)));
    }

    @Override
    public ExpressionType typeOf(SourceTable table, String expression) {
        Optional<String> problem = Expression.problem(expression);
        if (problem.isPresent()) {
            return new ExpressionType.Invalid(problem.get());
        }
        // CASE refuses what yields several rows, and WHERE what makes one of many. No row is read: the outer join supplies one null, which has the type.
        String value = "CASE WHEN true THEN " + Expression.parenthesized(expression) + " END";
        String sql = "SELECT pg_typeof(x.v)::oid FROM (SELECT 1) AS one LEFT JOIN (SELECT " + value + " AS v FROM "
                + Identifiers.rows(table) + " WHERE (" + value + ") IS NULL LIMIT 0) AS x ON true";
        return snapshots.read("checking an expression on table " + table.name(), Extent.TABLE, table, connection -> {
            try {
                long oid = SqlQuery.of(sql).list(connection, row -> row.getLong(1)).getFirst();
                PgType type = TypeCatalog.load(connection, List.of(oid)).type(oid);
                return Volatility.problem(connection, table, expression)
                        .<ExpressionType>map(ExpressionType.Invalid::new)
                        .orElseGet(() -> new ExpressionType.Known(type));
            } catch (SQLException e) {
                return new ExpressionType.Invalid(refusal(e, table));
            }
        });
    }

    @Override
    public Optional<String> conditionProblem(SourceTable table, String condition) {
        Optional<String> problem = Expression.problem(condition);
        if (problem.isPresent()) {
            return problem;
        }
        String sql = "SELECT 1 FROM " + Identifiers.rows(table) + " WHERE " + Expression.parenthesized(condition) + " LIMIT 0";
        return snapshots.read("checking a condition on table " + table.name(), Extent.TABLE, table, connection -> {
            try {
                SqlQuery.of(sql).list(connection, row -> row.getInt(1));
                return Volatility.problem(connection, table, condition);
            } catch (SQLException e) {
                return Optional.of(refusal(e, table));
            }
        });
    }

    /** What Postgres says of the statement itself; other failures go on. */
    private static String refusal(SQLException failure, SourceTable table) throws SQLException {
        Failure kind = SqlStates.categorize(failure, "").failure();
        if (kind != Failure.CONFIGURATION && kind != Failure.DETERMINISTIC) {
            throw failure;
        }
        String said = SqlStates.primaryMessage(failure);
        return switch (failure.getSQLState()) {
            case NO_COLUMN -> said + suggestion(said, table);
            // Of the CASE and the WHERE around the expression nobody knows.
            case AGGREGATE -> "an aggregate function makes one value of many rows, and it must be one of each row";
            default -> said;
        };
    }

    private static String suggestion(String said, SourceTable table) {
        var name = Pattern.compile("[\"«„](?:[^\"»“.]*\\.)?([^\"»“.]+)[\"»“]").matcher(said);
        return name.find() ? Suggestion.of(name.group(1), table.columns().stream().map(SourceColumn::name).toList()) : "";
    }
}
