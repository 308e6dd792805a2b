package dev.pg2convex.core.mapping;

/** The {@code as:} of a field (design §7). */
public enum Conversion {
    /** What the type's row in the table of values says. */
    DEFAULT, NUMBER, STRING, INT64, TIMESTAMP
}
