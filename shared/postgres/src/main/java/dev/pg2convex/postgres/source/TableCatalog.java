package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.Access;
import dev.pg2convex.core.source.Hierarchy;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the catalog knows of one table. */
final class TableCatalog {
    // From PostgreSQL 18 on a constraint NOT NULL can be NOT VALID: rows from before it may be null.
    private static final String COLUMNS = """
            SELECT a.attname, a.atttypid, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   a.attnotnull AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint n
                       WHERE n.conrelid = a.attrelid AND n.contype = 'n' AND n.conkey = ARRAY[a.attnum] AND NOT n.convalidated),
                   coalesce(c.collisdeterministic, true)
            FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation
            WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";
    // A hypertable of TimescaleDB inherits to its chunks, and is one table nonetheless.
    private static final String HIERARCHY = """
            WITH RECURSIVE below AS (SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = ?::oid
                UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN below b ON i.inhparent = b.inhrelid),
                named AS (SELECT n.nspname, n.nspname || '.' || k.relname AS label
                    FROM below b JOIN pg_catalog.pg_class k ON k.oid = b.inhrelid JOIN pg_catalog.pg_namespace n ON n.oid = k.relnamespace)
            SELECT c.relkind = 'p' OR EXISTS (SELECT 1 FROM named WHERE nspname = '_timescaledb_internal'),
                   ARRAY(SELECT label FROM named ORDER BY label)
            FROM pg_catalog.pg_class c WHERE c.oid = ?::oid""";
    private static final String ACCESS = """
            SELECT current_user, has_schema_privilege(c.relnamespace, 'USAGE'), NOT row_security_active(c.oid),
                   ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                       AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT'))
            FROM pg_catalog.pg_class c WHERE c.oid = ?::oid""";
    // Complete means: without a condition, and over columns only. Included columns are no part of the key.
    private static final String UNIQUE = """
            SELECT i.indisprimary, ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum WHERE k.n <= i.indnkeyatts ORDER BY k.n)
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = ?::oid AND i.indisunique AND i.indisvalid AND i.indisready AND i.indpred IS NULL AND i.indexprs IS NULL
            ORDER BY i.indisprimary DESC, c.relname""";

    private final Connection connection;
    private final String oid;

    TableCatalog(Connection connection, long oid) {
        this.connection = connection;
        this.oid = String.valueOf(oid);
    }

    private record Column(String name, long type, String sqlType, boolean notNull, boolean deterministic) {}

    private record UniqueIndex(boolean primary, List<String> columns) {}

    /** The search path must be empty, so that the names of types are complete. */
    SourceTable read(String schema, String name) throws SQLException {
        List<UniqueIndex> unique = SqlQuery.of(UNIQUE, oid).list(connection, row -> new UniqueIndex(row.getBoolean(1), names(row, 2)));
        List<String> primary = unique.stream().filter(UniqueIndex::primary).map(UniqueIndex::columns).findFirst().orElse(List.of());
        List<List<String>> others = unique.stream().filter(index -> !index.primary).map(UniqueIndex::columns).distinct().toList();
        List<ForeignKey> foreign = SqlQuery.of(ForeignKeys.QUERY, ArrayLiteral.of(List.of(oid)))
                .list(connection, row -> ForeignKeys.read(row).key());
        Hierarchy hierarchy = SqlQuery.of(HIERARCHY, oid, oid)
                .list(connection, row -> new Hierarchy(row.getBoolean(1), names(row, 2)))
                .getFirst();
        Access access = SqlQuery.of(ACCESS, oid)
                .list(connection, row -> new Access(row.getString(1), row.getBoolean(2), row.getBoolean(3), Set.copyOf(names(row, 4))))
                .getFirst();
        return new SourceTable(schema, name, columns(), primary, others, foreign, hierarchy, access);
    }

    private List<SourceColumn> columns() throws SQLException {
        List<Column> columns = SqlQuery.of(COLUMNS, oid)
                .list(connection,
                        row -> new Column(row.getString(1), row.getLong(2), row.getString(3), row.getBoolean(4), row.getBoolean(5)));
        var types = TypeCatalog.load(connection, columns.stream().map(Column::type).toList());
        return columns.stream()
                .map(column -> new SourceColumn(column.name, types.type(column.type), types.castText(column.type, column.sqlType),
                        column.notNull || types.notNull(column.type), column.deterministic))
                .toList();
    }

    static List<String> names(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        var names = new ArrayList<String>();
        for (Object name : (Object[]) array.getArray()) {
            names.add((String) name);
        }
        return names;
    }
}
