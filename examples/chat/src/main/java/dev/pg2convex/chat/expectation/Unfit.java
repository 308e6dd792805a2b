package dev.pg2convex.chat.expectation;

/** A value that no document can hold. */
final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    Unfit(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
