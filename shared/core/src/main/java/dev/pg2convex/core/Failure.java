package dev.pg2convex.core;

/**
 * What a failure means for the work at hand, decided where it arises from codes and never from message text.
 *
 * <p>{@link #AMBIGUOUS} is the only one after which a write may have been committed.
 */
public enum Failure {
    /** The operator must change something: a key, a URL, deployed functions, a schema, a quota. Nothing was written; the run stops. */
    CONFIGURATION,
    /** Too much at once. Nothing was written; wait and send again. Never counted as a failure. */
    THROTTLED,
    /** The other side cannot serve at the moment. Nothing was written; wait and send again. */
    UNAVAILABLE,
    /** The answer was lost or unclear: the write may have been committed. Send the same bytes again, or settle. */
    AMBIGUOUS,
    /** The same request will fail the same way each time. Nothing was written; the batch is split. */
    DETERMINISTIC;

    /** Whether the same call may get through when it is made again, now or later. */
    public boolean isRepeatable() {
        return switch (this) {
            case THROTTLED, UNAVAILABLE, AMBIGUOUS -> true;
            case CONFIGURATION, DETERMINISTIC -> false;
        };
    }
}
