package dev.pg2convex.local.cli;

/** Input that a command cannot work with; the message says what to do. */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
