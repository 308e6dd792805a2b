package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceInventory.Constraint;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The foreign keys of tables, as the catalog has them. */
final class ForeignKeys {
    /** Of the tables with these oids, by table and name; the table's oid comes first. */
    // A reference to a partitioned table has a constraint per partition too, which belong to the first.
    static final String QUERY = """
            SELECT f.conrelid, f.conname, f.convalidated, n.nspname, p.relname,
                   ARRAY(SELECT a.attname::text FROM unnest(f.conkey) WITH ORDINALITY AS k(attnum, n)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum ORDER BY k.n),
                   ARRAY(SELECT a.attname::text FROM unnest(f.confkey) WITH ORDINALITY AS k(attnum, n)
                       JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum ORDER BY k.n)
            FROM pg_catalog.pg_constraint f JOIN pg_catalog.pg_class p ON p.oid = f.confrelid JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
            WHERE f.conrelid = ANY (?::oid[]) AND f.contype = 'f' AND NOT EXISTS
                (SELECT 1 FROM pg_catalog.pg_constraint whole WHERE whole.oid = f.conparentid AND whole.conrelid = f.conrelid)
            ORDER BY f.conrelid, f.conname""";

    private ForeignKeys() {}

    /** A row of the query. */
    static Constraint read(ResultSet row) throws SQLException {
        return new Constraint(row.getString(2),
                new ForeignKey(TableCatalog.names(row, 6), row.getString(4), row.getString(5), TableCatalog.names(row, 7)),
                row.getBoolean(3));
    }
}
