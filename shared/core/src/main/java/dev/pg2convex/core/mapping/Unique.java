package dev.pg2convex.core.mapping;

/** What happens when a field that should be unique is not: nothing, a warning, or all but the first row (by key) are rejected. */
public enum Unique {
    NO, WARN, REJECT
}
