package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A half-open range of source keys, {@code (after, through]}, in the key's own order; an empty end is open.
 *
 * @param after source key text, excluded
 * @param through source key text, included
 */
public record KeyRange(Optional<String> after, Optional<String> through) {
    public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());

    public KeyRange {
        requireNonNull(after);
        requireNonNull(through);
    }

    /** The part of this range beyond a key of it. */
    public KeyRange beyond(String key) {
        return new KeyRange(Optional.of(key), through);
    }
}
