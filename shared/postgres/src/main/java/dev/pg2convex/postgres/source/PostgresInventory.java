package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceInventory;
import dev.pg2convex.postgres.source.Snapshots.Extent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** What a Postgres database holds. The tables of extensions, and the migration store's, are not the user's own. */
public final class PostgresInventory implements SourceInventory {
    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                   EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid),
                   c.relkind <> 'p' AND EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhparent = c.oid)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND\s""" + UserRelations.CONDITION + " ORDER BY n.nspname, c.relname";
    // A default that is one call and at most a cast. The type modifier of pgvector's types is their length.
    private static final String COLUMNS = """
            SELECT a.attrelid, a.attname, a.attidentity <> '' OR coalesce(a.attgenerated = '' AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) ~
                       '^\\(?((\\w+|"[^"]+")\\.)?(nextval\\(''.*''::regclass\\)|(gen_random_uuid|uuid_generate_v\\d\\w*|uuidv\\d)\\(\\))\\)?(::[\\w ]+)?$', false),
                   a.attndims,
                   CASE WHEN t.typname IN ('vector', 'halfvec') AND a.atttypmod > 0 THEN a.atttypmod END
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = ANY (?::oid[]) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attrelid, a.attnum""";
    private static final String INDEXES = """
            SELECT i.indrelid, c.relname, m.amname, i.indisunique, i.indpred IS NOT NULL,
                   ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n)
                       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND a.attnum > 0
                       WHERE k.n <= i.indnkeyatts ORDER BY k.n)
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = c.relam
            WHERE i.indrelid = ANY (?::oid[]) AND i.indislive AND i.indisvalid ORDER BY i.indrelid, c.relname""";
    private final Snapshots snapshots;

    public PostgresInventory(DataSource source) {
        this.snapshots = new Snapshots(source);
    }

    private record Found(long oid, String schema, String name, Kind kind, boolean inherits, boolean inherited) {}

    @Override
    public List<Relation> relations() {
        return snapshots.read("reading the catalog", Extent.TABLE, connection -> {
            List<Found> found = SqlQuery.of(RELATIONS)
                    .list(connection, row -> new Found(row.getLong(1), row.getString(2), row.getString(3), kind(row.getString(4)),
                            row.getBoolean(5), row.getBoolean(6)));
            List<Long> oids = found.stream().map(Found::oid).toList();
            var columns = ByTable.read(connection, COLUMNS, oids, PostgresInventory::column);
            var indexes = ByTable.read(connection, INDEXES, oids, PostgresInventory::index);
            var foreignKeys = ByTable.read(connection, ForeignKeys.QUERY, oids, ForeignKeys::read);
            return found.stream()
                    .map(each -> new Relation(each.schema, each.name, each.kind, each.inherits, each.inherited, columns.of(each.oid),
                            foreignKeys.of(each.oid), indexes.of(each.oid)))
                    .toList();
        });
    }

    private static Kind kind(String relkind) {
        return switch (relkind) {
            case "r" -> Kind.TABLE;
            case "p" -> Kind.PARTITIONED_TABLE;
            case "v" -> Kind.VIEW;
            case "m" -> Kind.MATERIALIZED_VIEW;
            default -> Kind.FOREIGN_TABLE;
        };
    }

    private static Column column(ResultSet row) throws SQLException {
        int length = row.getInt(5);
        return new Column(row.getString(2), row.getBoolean(3), row.getInt(4), length > 0 ? OptionalInt.of(length) : OptionalInt.empty());
    }

    private static Index index(ResultSet row) throws SQLException {
        return new Index(row.getString(2), row.getString(3), TableCatalog.names(row, 6).stream().map(Optional::ofNullable).toList(),
                row.getBoolean(4), row.getBoolean(5));
    }
}
