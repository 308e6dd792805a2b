package dev.pg2convex.testing;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.function.Supplier;

/** What may go wrong with one call to a {@link FakeTarget}. */
public enum Fault {
    /** Nothing: for a call before the one that is to fail. */
    NONE,
    /** The call takes effect, and its answer is lost. */
    ANSWER_LOST,
    /** The request never arrives, which its sender cannot know. */
    REQUEST_LOST, THROTTLED, UNAVAILABLE,
    /** The deploy key is not taken any more. */
    CONFIGURATION,
    /** The process dies before the call has any effect. */
    CRASH_BEFORE,
    /** The process dies when the call has taken effect, before it reads the answer. */
    CRASH_AFTER;

    <T> T around(Supplier<T> call) {
        return switch (this) {
            case NONE -> call.get();
            case ANSWER_LOST -> {
                var _ = call.get();
                throw lost();
            }
            case REQUEST_LOST -> throw lost();
            case THROTTLED -> throw new CategorizedException(Failure.THROTTLED, "throttled", "too many requests");
            case UNAVAILABLE -> throw new CategorizedException(Failure.UNAVAILABLE, "unavailable", "no connection");
            case CONFIGURATION -> throw new CategorizedException(Failure.CONFIGURATION, "bad_key", "the deploy key is refused");
            case CRASH_BEFORE -> throw new Crash();
            case CRASH_AFTER -> {
                var _ = call.get();
                throw new Crash();
            }
        };
    }

    private static CategorizedException lost() {
        return new CategorizedException(Failure.AMBIGUOUS, "lost", "the connection broke");
    }

    /** The end of a process: nothing that catches exceptions can act on it any more. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
