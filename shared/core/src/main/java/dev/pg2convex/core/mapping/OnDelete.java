package dev.pg2convex.core.mapping;

/** What happens to a document whose source row is gone. */
public enum OnDelete {
    KEEP, DELETE
}
