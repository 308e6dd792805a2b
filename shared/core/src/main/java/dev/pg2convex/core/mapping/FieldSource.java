package dev.pg2convex.core.mapping;

import java.util.List;

/** Where a field's value comes from. */
public sealed interface FieldSource {
    /** Columns of the row: one, or several for a composite reference. */
    record Columns(List<String> names) implements FieldSource {
        public Columns {
            names = List.copyOf(names);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("a field needs at least one column");
            }
        }
    }

    /** A SQL expression over the row, evaluated by Postgres. */
    record Sql(String expression) implements FieldSource {}
}
