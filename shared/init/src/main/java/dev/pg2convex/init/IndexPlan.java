package dev.pg2convex.init;

import java.util.List;
import java.util.OptionalInt;

/**
 * The indexes of a Convex table.
 *
 * @param leftOut what has no place there, and why
 */
record IndexPlan(List<Declared> indexes, List<String> leftOut) {
    IndexPlan {
        indexes = List.copyOf(indexes);
        leftOut = List.copyOf(leftOut);
    }

    /** @param dimensions of a vector index, which has one field */
    record Declared(String name, List<String> fields, OptionalInt dimensions) {
        Declared {
            fields = List.copyOf(fields);
        }
    }
}
