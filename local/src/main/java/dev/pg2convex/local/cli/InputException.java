package dev.pg2convex.local.cli;

import dev.pg2convex.core.CategorizedException;

/** Input that a command cannot work with; the message says what to do. */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }

    /** What went wrong before anything was begun: there is nothing to be resumed. */
    InputException(CategorizedException cause) {
        super(cause.getMessage(), cause);
    }
}
