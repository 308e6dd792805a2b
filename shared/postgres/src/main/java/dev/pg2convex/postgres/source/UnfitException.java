package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;

/** A value that Convex cannot carry exactly; ends the decoding of its field and never leaves {@link CellDecoder}. */
final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    UnfitException(RejectReason reason) {
        super(reason.code(), null, false, false);
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }
}
