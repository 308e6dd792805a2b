package dev.pg2convex.core.transform;

/** Convex's limits on documents (convex-contract §2). */
final class Limits {
    /** A document is one level itself: {@code {a: [1]}} has two. */
    static final int NESTING = 16;

    static final int FIELDS = 1_024;
    static final int ARRAY_ITEMS = 8_192;
    static final int KEY_LENGTH = 1_024;
    static final long DOCUMENT_BYTES = 1 << 20;

    /** {@code _id} and {@code _creationTime}, which every document has besides its own fields. */
    static final int SYSTEM_FIELDS = 2;

    /** Their size: names of 3 and 13 characters with a separator each, an ID of 32 characters (2 + 32) and a number (9). */
    static final long SYSTEM_BYTES = 3 + 1 + 34 + 13 + 1 + 9;

    private Limits() {}
}
