package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One row as read from the source.
 *
 * @param key the source key in canonical text
 * @param cells one per field of the table's plan, by position
 */
public record SourceRow(String key, List<Cell> cells) {
    public SourceRow {
        requireNonNull(key);
        cells = List.copyOf(cells);
    }
}
