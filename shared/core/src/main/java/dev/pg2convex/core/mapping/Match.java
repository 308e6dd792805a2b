package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Adoption: how a document that exists already is found by natural key.
 *
 * @param fields the Convex fields of the natural key, in the index's order
 * @param index the Convex index over exactly those fields
 */
public record Match(List<String> fields, String index, OnMatch onMatch) {
    public Match {
        requireNonNull(index);
        requireNonNull(onMatch);
        fields = List.copyOf(fields);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("a match needs at least one field");
        }
    }

    /** An adopted document is updated from its row, or linked and never written. */
    public enum OnMatch {
        UPDATE, SKIP
    }
}
