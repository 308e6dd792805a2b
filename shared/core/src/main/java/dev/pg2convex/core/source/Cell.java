package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.value.Value;

/** What a source row says for one field of the plan. */
public sealed interface Cell {
    record Present(Value value) implements Cell {
        public Present {
            requireNonNull(value);
        }
    }

    /** A SQL null. */
    record Absent() implements Cell {}

    /**
     * A value that Convex cannot carry exactly.
     *
     * @param reason a reject code, such as {@code number_precision}
     */
    record Unfit(String reason) implements Cell {
        public Unfit {
            requireNonNull(reason);
        }
    }

    /** A reference whose parent exists in the same snapshot. */
    record Parent(String key) implements Cell {
        public Parent {
            requireNonNull(key);
        }
    }

    /** A reference whose parent does not exist in the same snapshot (or is outside its table's {@code where}). */
    record Orphan() implements Cell {}
}
