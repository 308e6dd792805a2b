package dev.pg2convex.core.store;

/** Why a row was set aside: stable codes and what the operator reads. */
public enum RejectReason {
    ORPHAN("its parent does not exist in the source"), PARENT_REJECTED("its parent was rejected"),
    NUMBER_PRECISION("a number does not survive as a double; use `as: string`, `as: int64` or `round: true`"),
    TIMESTAMP_RANGE("a timestamp is infinite or too far away to be exact; use `as: string` or `round: true`"),
    FORBIDDEN_KEY("an object key that Convex forbids; use `keys: escape`"), KEY_TOO_LONG("an object key of over 1,024 characters"),
    DOCUMENT_TOO_LARGE("the document is over 1 MiB"), TOO_DEEP("nested deeper than 16 levels"),
    TOO_MANY_FIELDS("an object of over 1,024 fields"), ARRAY_TOO_LONG("an array of over 8,192 elements"),
    SCHEMA("the Convex schema refuses a field"), DUPLICATE_VALUE("another row has the same value of a field that must be unique"),
    INVALID_VALUE("a value that cannot be read as its type"), REFUSED("Convex refused the row");

    private final String explanation;

    RejectReason(String explanation) {
        this.explanation = explanation;
    }

    /** The stable code, lower snake case. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public String explanation() {
        return explanation;
    }
}
