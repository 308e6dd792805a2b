package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceInventory.Constraint;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The foreign keys of tables, as the catalog has them. */
final class ForeignKeys {
    /** Of the tables with these oids, by table and name; the table's oid comes first. */
    // A reference to a partitioned table has a constraint per partition too, which belong to the first. Where only partitions have one, the whole has
    // it: as one that was not checked for every row, unless each of them has it.
    static final String QUERY = """
            WITH asked AS (SELECT c.oid, c.relkind FROM unnest(?::oid[]) AS given (oid) JOIN pg_catalog.pg_class c ON c.oid = given.oid),
            leaf AS (SELECT a.oid AS whole, t.relid FROM asked a CROSS JOIN LATERAL pg_partition_tree(a.oid) AS t WHERE a.relkind = 'p' AND t.isleaf),
            known AS (
                SELECT f.conrelid, f.conname, f.convalidated, n.nspname, p.relname,
                       ARRAY(SELECT a.attname::text FROM unnest(f.conkey) WITH ORDINALITY AS k(attnum, n)
                           JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum ORDER BY k.n) AS columns,
                       ARRAY(SELECT a.attname::text FROM unnest(f.confkey) WITH ORDINALITY AS k(attnum, n)
                           JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.attnum ORDER BY k.n) AS referred
                FROM pg_catalog.pg_constraint f JOIN pg_catalog.pg_class p ON p.oid = f.confrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
                WHERE f.conrelid IN (SELECT oid FROM asked UNION SELECT relid FROM leaf) AND f.contype = 'f' AND NOT EXISTS
                    (SELECT 1 FROM pg_catalog.pg_constraint whole WHERE whole.oid = f.conparentid AND whole.conrelid = f.conrelid)),
            of_parts AS (
                SELECT l.whole, min(k.conname::text)::name, bool_and(k.convalidated)
                           AND count(DISTINCT l.relid) = (SELECT count(*) FROM leaf WHERE leaf.whole = l.whole),
                       k.nspname, k.relname, k.columns, k.referred
                FROM leaf l JOIN known k ON k.conrelid = l.relid WHERE NOT EXISTS (SELECT 1 FROM known own WHERE own.conrelid = l.whole
                    AND (own.columns, own.nspname, own.relname, own.referred) = (k.columns, k.nspname, k.relname, k.referred))
                GROUP BY l.whole, k.nspname, k.relname, k.columns, k.referred)
            SELECT * FROM known WHERE conrelid IN (SELECT oid FROM asked) UNION ALL SELECT * FROM of_parts ORDER BY 1, 2""";

    private ForeignKeys() {}

    /** A row of the query. */
    static Constraint read(ResultSet row) throws SQLException {
        return new Constraint(row.getString(2),
                new ForeignKey(TableCatalog.names(row, 6), row.getString(4), row.getString(5), TableCatalog.names(row, 7)),
                row.getBoolean(3));
    }
}
