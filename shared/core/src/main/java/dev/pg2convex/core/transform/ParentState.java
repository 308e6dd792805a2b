package dev.pg2convex.core.transform;

import static java.util.Objects.requireNonNull;

/** What is known of a parent row in the target. */
public sealed interface ParentState {
    record Mapped(String documentId) implements ParentState {
        public Mapped {
            requireNonNull(documentId);
        }
    }

    record Rejected() implements ParentState {}

    /** It exists in the source and is not migrated yet. */
    record Unmapped() implements ParentState {}

    /** Looks a parent up. */
    interface Lookup {
        /** @param table the parent's Convex table */
        ParentState of(String table, String key);
    }
}
