package dev.pg2convex.core.transform;

import dev.pg2convex.core.store.RejectReason;

/** Leaves a walk through a value at the first thing that Convex cannot carry. Never leaves this package, so it has no stack trace. */
final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;
    private final transient Path path;

    UnfitException(RejectReason reason, Path path) {
        super(reason.code(), null, false, false);
        this.reason = reason;
        this.path = path;
    }

    RejectReason reason() {
        return reason;
    }

    Path path() {
        return path;
    }
}
