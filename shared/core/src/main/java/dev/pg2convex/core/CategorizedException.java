package dev.pg2convex.core;

import static java.util.Objects.requireNonNull;

/** An error with its {@link Failure} category and a stable code. The message is fit for an operator: no row value, secret or token. */
public class CategorizedException extends RuntimeException {
    /** The code of a statement that a database cancelled, most often for its time: repeating it at once seldom helps. */
    public static final String DATABASE_TIMEOUT = "database_timeout";

    private static final long serialVersionUID = 1L;

    private final Failure failure;
    private final String code;

    /**
     * @param code stable, snake_case, such as {@code bad_key}
     * @param message what went wrong, where, and how to fix it
     */
    public CategorizedException(Failure failure, String code, String message) {
        this(failure, code, message, null);
    }

    /** With the error that caused it. */
    public CategorizedException(Failure failure, String code, String message, Throwable cause) {
        super(requireNonNull(message), cause);
        this.failure = requireNonNull(failure);
        this.code = requireNonNull(code);
    }

    public final Failure failure() {
        return failure;
    }

    public final String code() {
        return code;
    }

    /** Whether it is waited for and never counts: nothing was done, and the same will pass later. */
    public final boolean passes() {
        if (code.equals(DATABASE_TIMEOUT)) {
            // It will take as long the next time: that must use up the receives, and stand as the reason.
            return false;
        }
        return switch (failure) {
            case THROTTLED, UNAVAILABLE -> true;
            case CONFIGURATION, AMBIGUOUS, DETERMINISTIC -> false;
        };
    }
}
