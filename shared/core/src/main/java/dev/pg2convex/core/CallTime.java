package dev.pg2convex.core;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long one call to another service may take: as long as its own limit says, and never past the function's time. A call that hangs is then the
 * worker's to give up, not Lambda's to kill with everything that the worker would still do for its page.
 */
public final class CallTime {
    /** What giving up takes: the lease is given back, and the message sent again. */
    public static final Duration WIND_UP = Duration.ofSeconds(5);

    /** So little is nearly always in vain, but a limit of nothing would mean none. */
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final ScopedValue<Deadline> DEADLINE = ScopedValue.newInstance();

    private CallTime() {}

    /** Does that work, its calls bounded by the deadline. */
    public static <T> T bounded(Deadline deadline, Supplier<T> work) {
        return ScopedValue.where(DEADLINE, deadline).call(work::get);
    }

    /** The limit of a call that begins now; {@code limit} itself outside of {@link #bounded}. */
    public static Duration atMost(Duration limit) {
        if (!DEADLINE.isBound()) {
            return limit;
        }
        var left = DEADLINE.get().remaining().minus(WIND_UP);
        var bound = left.compareTo(LEAST) < 0 ? LEAST : left;
        return bound.compareTo(limit) < 0 ? bound : limit;
    }
}
