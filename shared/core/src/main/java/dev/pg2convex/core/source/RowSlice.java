package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Rows of a range in key order, from one snapshot, as many as the limits allow.
 *
 * @param next the key after which the range goes on; empty when it is exhausted
 */
public record RowSlice(List<SourceRow> rows, Optional<String> next) {
    public RowSlice {
        rows = List.copyOf(rows);
        requireNonNull(next);
    }
}
