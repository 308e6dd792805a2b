package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

/** Where something stands in a mapping file; line and column count from 1. */
public record Location(String file, int line, int column) {
    public Location {
        requireNonNull(file);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
