package dev.pg2convex.core.mapping;

/** What happens to object keys that Convex forbids: percent-encoded, reversibly, or the row is rejected. */
public enum KeysPolicy {
    ESCAPE, REJECT
}
