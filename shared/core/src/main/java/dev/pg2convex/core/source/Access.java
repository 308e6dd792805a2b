package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What the role that reads may see of a table.
 *
 * @param schema it may look into the table's schema
 * @param everyRow no row-level security hides rows from it
 * @param hiddenColumns those that it may not read
 */
public record Access(String role, boolean schema, boolean everyRow, Set<String> hiddenColumns) {
    public static final Access FULL = new Access("", true, true, Set.of());

    public Access {
        requireNonNull(role);
        hiddenColumns = Set.copyOf(hiddenColumns);
    }
}
