package dev.pg2convex.coordinator;

/** So much is gone from the source that it looks like a mistake. */
final class DeleteGuardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeleteGuardException(String message) {
        super(message);
    }
}
