package dev.pg2convex.postgres.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one query finds of several tables, so that a database of many is not asked for each. */
record ByTable<T>(Map<Long, List<T>> parts) {
    /** What belongs to the table with this oid. */
    private record Of<T>(long table, T part) {}

    /** @param sql asks for tables by an array of their oids, and answers with a table's oid first */
    static <T> ByTable<T> read(Connection connection, String sql, Collection<Long> oids, SqlQuery.RowMapper<T> part) throws SQLException {
        return new ByTable<>(SqlQuery.of(sql, ArrayLiteral.of(oids.stream().map(String::valueOf).toList()))
                .list(connection, row -> new Of<>(row.getLong(1), part.map(row)))
                .stream()
                .collect(Collectors.groupingBy(Of::table, Collectors.mapping(Of::part, Collectors.toList()))));
    }

    /** In the query's order. */
    List<T> of(long oid) {
        return parts.getOrDefault(oid, List.of());
    }
}
