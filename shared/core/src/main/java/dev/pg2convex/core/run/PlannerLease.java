package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The right to plan a stage, by the planner's own token.
 *
 * @param cursor where planning goes on; empty at the start
 * @param gone for a delete stage, source rows found missing so far
 */
public record PlannerLease(Stage stage, long token, String owner, Optional<Cursor> cursor, long gone) {
    public PlannerLease {
        requireNonNull(stage);
        requireNonNull(owner);
        requireNonNull(cursor);
    }

    /**
     * A place in a stage's tables.
     *
     * @param after the last key that is planned; empty at the table's start
     */
    public record Cursor(String table, Optional<String> after) {
        public Cursor {
            requireNonNull(table);
            requireNonNull(after);
        }
    }
}
