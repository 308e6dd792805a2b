package dev.pg2convex.core.protocol;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Sends the same bytes again: for a throttled, unavailable or ambiguous answer, within a bound of attempts and of time. */
public final class Retry {
    /** With the standard pauses between them about ten seconds; a longer outage is waited for in the queue, not in a function. */
    private static final int ATTEMPTS = 8;

    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;

    /**
     * Pauses double from {@code first} to {@code most}, each shortened at random by up to a half.
     *
     * @param first the first pause, such as 100 ms
     * @param most the longest pause, such as 5 s
     */
    public Retry(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /** Pauses from 100 ms to 5 s. */
    public static Retry standard(RandomGenerator random) {
        return new Retry(Duration.ofMillis(100), Duration.ofSeconds(5), random);
    }

    /** The failures of earlier attempts are suppressed exceptions of the one thrown. */
    public <T> T call(HeldPage page, Supplier<T> attempt) throws StoreRefused, PageInterrupted {
        var pause = first;
        CategorizedException earlier = null;
        for (int n = 1;; n++) {
            page.checkTime();
            try {
                return attempt.get();
            } catch (CategorizedException e) {
                if (earlier != null) {
                    e.addSuppressed(earlier);
                }
                if (!e.failure().isRepeatable()) {
                    throw e;
                }
                // A call that was given up because the time is over is no failure; and a pause would take what is left for winding up.
                page.checkTime();
                if (n == ATTEMPTS) {
                    throw e;
                }
                earlier = e;
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(most) < 0 ? pause.multipliedBy(2) : most;
            }
        }
    }

    private void sleep(Duration pause) throws PageInterrupted {
        Pause.of(pause.multipliedBy(50 + random.nextInt(51)).dividedBy(100));
    }
}
