package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.Access;
import dev.pg2convex.core.source.Hierarchy;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceInventory.Constraint;
import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the catalog knows of tables. */
final class TableCatalog {
    // From PostgreSQL 18 on a constraint NOT NULL can be NOT VALID: rows from before it may be null.
    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, a.atttypid, pg_catalog.format_type(a.atttypid, a.atttypmod),
                   a.attnotnull AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint n
                       WHERE n.conrelid = a.attrelid AND n.contype = 'n' AND n.conkey = ARRAY[a.attnum] AND NOT n.convalidated),
                   coalesce(c.collisdeterministic, true)
            FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation
            WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum""";
    // A hypertable of TimescaleDB inherits to its chunks, and is one table nonetheless.
    private static final String HIERARCHY = """
            WITH RECURSIVE asked AS (SELECT c.oid, c.relkind FROM pg_catalog.pg_class c WHERE c.oid = ANY (?::oid[])),
                below AS (SELECT i.inhparent AS top, i.inhrelid FROM pg_catalog.pg_inherits i JOIN asked ON asked.oid = i.inhparent
                    UNION SELECT b.top, i.inhrelid FROM pg_catalog.pg_inherits i JOIN below b ON i.inhparent = b.inhrelid),
                named AS (SELECT b.top, n.nspname, n.nspname || '.' || k.relname AS label
                    FROM below b JOIN pg_catalog.pg_class k ON k.oid = b.inhrelid JOIN pg_catalog.pg_namespace n ON n.oid = k.relnamespace)
            SELECT asked.oid, asked.relkind = 'p' OR coalesce(bool_or(named.nspname = '_timescaledb_internal'), false),
                   coalesce(array_agg(named.label ORDER BY named.label) FILTER (WHERE named.label IS NOT NULL), '{}')
            FROM asked LEFT JOIN named ON named.top = asked.oid GROUP BY asked.oid, asked.relkind""";
    private static final String ACCESS = """
            SELECT c.oid, current_user, has_schema_privilege(c.relnamespace, 'USAGE'), NOT row_security_active(c.oid),
                   ARRAY(SELECT a.attname::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                       AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT'))
            FROM pg_catalog.pg_class c WHERE c.oid = ANY (?::oid[])""";
    // Complete means: without a condition, and over columns only. Included columns are no part of the key.
    private static final String UNIQUE = """
            SELECT i.indrelid, i.indisprimary, ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum WHERE k.n <= i.indnkeyatts ORDER BY k.n)
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = ANY (?::oid[]) AND i.indisunique AND i.indisvalid AND i.indisready AND i.indpred IS NULL AND i.indexprs IS NULL
            ORDER BY i.indrelid, i.indisprimary DESC, c.relname""";

    private final ByTable<Column> columns;
    private final TypeCatalog types;
    private final ByTable<UniqueIndex> unique;
    private final ByTable<Constraint> foreign;
    private final ByTable<Hierarchy> hierarchies;
    private final ByTable<Access> access;

    private record Column(String name, long type, String sqlType, boolean notNull, boolean deterministic) {}

    private record UniqueIndex(boolean primary, List<String> columns) {}

    /** @param connection whose search path must be empty, so that the names of types are complete */
    TableCatalog(Connection connection, Collection<Long> oids) throws SQLException {
        columns = ByTable.read(connection, COLUMNS, oids,
                row -> new Column(row.getString(2), row.getLong(3), row.getString(4), row.getBoolean(5), row.getBoolean(6)));
        types = TypeCatalog.load(connection,
                columns.parts().values().stream().flatMap(List::stream).map(Column::type).collect(Collectors.toSet()));
        unique = ByTable.read(connection, UNIQUE, oids, row -> new UniqueIndex(row.getBoolean(2), names(row, 3)));
        foreign = ByTable.read(connection, ForeignKeys.QUERY, oids, ForeignKeys::read);
        hierarchies = ByTable.read(connection, HIERARCHY, oids, row -> new Hierarchy(row.getBoolean(2), names(row, 3)));
        access = ByTable.read(connection, ACCESS, oids,
                row -> new Access(row.getString(2), row.getBoolean(3), row.getBoolean(4), Set.copyOf(names(row, 5))));
    }

    /** One of the tables that were asked for. */
    SourceTable table(long oid, String schema, String name) {
        List<String> primary = unique.of(oid).stream().filter(UniqueIndex::primary).map(UniqueIndex::columns).findFirst().orElse(List.of());
        List<List<String>> others = unique.of(oid).stream().filter(index -> !index.primary).map(UniqueIndex::columns).distinct().toList();
        List<ForeignKey> keys = foreign.of(oid).stream().map(Constraint::key).toList();
        return new SourceTable(schema, name, columns(oid), primary, others, keys, hierarchies.of(oid).getFirst(),
                access.of(oid).getFirst());
    }

    private List<SourceColumn> columns(long oid) {
        return columns.of(oid)
                .stream()
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
