package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What the planner believes of a table's size: the density at its last ANALYZE times its size now. */
final class RowEstimate {
    private static final String LEAVES = """
            SELECT sum(CASE WHEN relpages > 0 THEN reltuples * (pg_relation_size(oid) / current_setting('block_size')::float8 / relpages) ELSE 0 END),
                   bool_or(reltuples < 0 OR (relpages = 0 AND pg_relation_size(oid) > 0))
            FROM pg_catalog.pg_class
            WHERE (oid = ?::regclass AND relkind = 'r') OR oid IN (SELECT relid FROM pg_catalog.pg_partition_tree(?::regclass) WHERE isleaf)""";

    private RowEstimate() {}

    /** Empty for a table that was never analyzed, or only in part. */
    static Optional<Long> of(Connection connection, SourceTable table) throws SQLException {
        String name = Identifiers.table(table);
        return SqlQuery.of(LEAVES, name, name).list(connection, row -> {
            long rows = Math.round(row.getDouble(1));
            boolean unknown = row.getBoolean(2);
            return unknown || rows <= 0 ? Optional.<Long>empty() : Optional.of(rows);
        }).getFirst();
    }
}
