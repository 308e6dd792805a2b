package dev.pg2convex.convex;

import java.util.random.RandomGenerator;

/**
 * How many calls at a time, and from when on: additive increase, multiplicative decrease. Not safe for use by several threads.
 *
 * <p>Times are nanoseconds of a clock that only goes forward.
 */
final class PaceLimit {
    /** The first pause after being throttled; Convex measures writes over a second. */
    private static final long FIRST_PAUSE = 500_000_000L;

    /** The longest pause: a throttle that lasts is looked at again in this time. */
    private static final long MAX_PAUSE = 20_000_000_000L;

    private final int max;
    private final RandomGenerator random;
    private double limit;
    private int inFlight;
    private int streak;
    private long notBefore;
    private long lastSlowed;

    PaceLimit(int start, int max, long now, RandomGenerator random) {
        this.max = max;
        this.limit = start;
        this.random = random;
        this.notBefore = now;
        this.lastSlowed = now - 1;
    }

    /** Takes a place if there is one now. */
    boolean tryStart(long now) {
        if (inFlight >= (int) limit || now - notBefore < 0) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** Until a place may be free, as far as it depends on time; 0 when it depends on others' calls to end. */
    long pause(long now) {
        return Math.max(0, notBefore - now);
    }

    void ended() {
        inFlight--;
    }

    void succeeded() {
        streak = 0;
        limit = Math.min(max, limit + 1 / limit);
    }

    /**
     * Convex asked to slow down.
     *
     * @param started when the call that it asked began: of calls begun before the last slowing down, more refusals say nothing new
     * @return whether this slowed down
     */
    boolean throttled(long started, long now) {
        if (started - lastSlowed < 0) {
            return false;
        }
        limit = Math.max(1, limit / 2);
        long pause = Math.min(MAX_PAUSE, FIRST_PAUSE << Math.min(streak, 10));
        notBefore = now + pause / 2 + random.nextLong(pause / 2);
        lastSlowed = notBefore;
        streak++;
        return true;
    }

    int limit() {
        return (int) limit;
    }
}
