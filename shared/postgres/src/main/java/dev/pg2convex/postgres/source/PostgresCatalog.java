package dev.pg2convex.postgres.source;

import dev.pg2convex.core.Failure;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceIdentity;
import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.postgres.SqlStates;
import dev.pg2convex.postgres.source.Snapshots.Extent;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The catalog of a Postgres database. Views and foreign tables are no tables here. */
public final class PostgresCatalog implements SourceCatalog {
    private static final String FIND = """
            SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND (n.nspname || '.' || c.relname = ?::text
                OR (c.relname = ?::text AND n.nspname = ANY (?::text[] || current_schemas(false)::text[])))
            ORDER BY c.relname = ?::text DESC, array_position(?::text[] || current_schemas(false)::text[], n.nspname::text) LIMIT 1""";
    private static final String NAMES = """
            SELECT CASE n.nspname WHEN 'public' THEN c.relname ELSE n.nspname || '.' || c.relname END
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND\s""" + UserRelations.CONDITION + " ORDER BY n.nspname <> 'public', n.nspname, c.relname";
    private static final String DATABASE = """
            SELECT d.oid, d.datname, has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            FROM pg_catalog.pg_database d WHERE d.datname = current_database()""";
    private static final String CLUSTER = "SELECT system_identifier FROM pg_catalog.pg_control_system()";

    private final Snapshots snapshots;
    private final PostgresUrl url;

    /** @param source connections to the database that {@code url} names */
    public PostgresCatalog(DataSource source, PostgresUrl url) {
        this.snapshots = new Snapshots(source);
        this.url = url;
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
    public Optional<SourceTable> table(String name) {
        return snapshots.read("reading the catalog", Extent.TABLE, connection -> {
            record Found(long oid, String schema, String name) {}
            String first = ArrayLiteral.of(Stream.concat(url.schema().stream(), Stream.of("public")).toList());
            Snapshots.set(connection, "SET LOCAL search_path TO DEFAULT");
            List<Found> found = SqlQuery.of(FIND, name, name, first, name, first)
                    .list(connection, row -> new Found(row.getLong(1), row.getString(2), row.getString(3)));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Found table = found.getFirst();
            Snapshots.set(connection, "SET LOCAL search_path = pg_catalog");
            return Optional.of(new TableCatalog(connection, table.oid).read(table.schema, table.name));
        });
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
                return new ExpressionType.Invalid(refusal(e));
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
                return Optional.of(refusal(e));
            }
        });
    }

    /** What Postgres says of the statement itself; other failures go on. */
    private static String refusal(SQLException failure) throws SQLException {
        Failure kind = SqlStates.categorize(failure, "").failure();
        if (kind == Failure.CONFIGURATION || kind == Failure.DETERMINISTIC) {
            return SqlStates.primaryMessage(failure);
        }
        throw failure;
    }
}
