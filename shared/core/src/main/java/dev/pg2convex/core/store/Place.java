package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

/** A place in a list that is in the order of tables and keys. */
public record Place(String table, String key) {
    public Place {
        requireNonNull(table);
        requireNonNull(key);
    }
}
