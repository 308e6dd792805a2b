package dev.pg2convex.coordinator;

import dev.pg2convex.core.message.Command.Reply;

/** A command that is not carried out, with what the operator is to do; nothing is left half done. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Another run of the mapping has not ended. */
    static final String RUN_ACTIVE = "run_active";
    /** There is no such run. */
    static final String NO_RUN = "no_run";

    private final String code;

    RefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Whoever raised the fence goes on; this run has nothing more to say. */
    static RefusedException fenceMoved() {
        return new RefusedException("fence_moved", "another run has begun in the meantime; only one can go on");
    }

    Reply.Refused reply() {
        return new Reply.Refused(code, getMessage());
    }
}
