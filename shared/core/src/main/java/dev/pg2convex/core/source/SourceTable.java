package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A table as the catalog has it.
 *
 * @param primaryKey its columns in key order; empty when there is none
 * @param uniqueKeys the column lists of unique, complete (not partial), valid indexes and constraints, the primary key's excluded
 */
public record SourceTable(String schema, String name, List<SourceColumn> columns, List<String> primaryKey, List<List<String>> uniqueKeys,
        List<ForeignKey> foreignKeys, Hierarchy hierarchy, Access access) {
    public SourceTable {
        requireNonNull(schema);
        requireNonNull(name);
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        foreignKeys = List.copyOf(foreignKeys);
        requireNonNull(hierarchy);
        requireNonNull(access);
    }

    /** A table with nothing below it, of which everything may be read. */
    public SourceTable(String schema, String name, List<SourceColumn> columns, List<String> primaryKey, List<List<String>> uniqueKeys,
            List<ForeignKey> foreignKeys) {
        this(schema, name, columns, primaryKey, uniqueKeys, foreignKeys, Hierarchy.NONE, Access.FULL);
    }

    public Optional<SourceColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** A foreign-key constraint: {@code columns} of this table refer to {@code parentColumns} of the parent. */
    public record ForeignKey(List<String> columns, String parentSchema, String parentTable, List<String> parentColumns) {
        public ForeignKey {
            columns = List.copyOf(columns);
            parentColumns = List.copyOf(parentColumns);
        }
    }
}
