package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A reference to a row of another mapped table.
 *
 * @param table the parent's Convex table name
 * @param columns the parent's columns that are referred to; empty for its key
 */
public record Ref(String table, List<String> columns, Orphan orphan) {
    public Ref {
        requireNonNull(table);
        requireNonNull(orphan);
        columns = List.copyOf(columns);
    }

    /** What happens to a row whose parent does not exist in the source: it is rejected, or goes without the field. */
    public enum Orphan {
        REJECT, OMIT
    }
}
