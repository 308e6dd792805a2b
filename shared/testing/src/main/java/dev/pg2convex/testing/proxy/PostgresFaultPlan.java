package dev.pg2convex.testing.proxy;

import java.util.Optional;
import java.util.SplittableRandom;

/** Which statement cuts its connection. */
@FunctionalInterface
public interface PostgresFaultPlan {
    /**
     * @param commit whether the statement is a {@code COMMIT}
     * @param number among the commits, or among the other statements, of all connections since the plan is followed, from 1
     */
    Optional<PostgresFault> faultFor(boolean commit, long number);

    static PostgresFaultPlan none() {
        return (_, _) -> Optional.empty();
    }

    static PostgresFaultPlan nthCommit(long n, PostgresFault fault) {
        return (commit, number) -> commit && number == n ? Optional.of(fault) : Optional.empty();
    }

    static PostgresFaultPlan nthStatement(long n, PostgresFault fault) {
        return (commit, number) -> !commit && number == n ? Optional.of(fault) : Optional.empty();
    }

    /** Each statement and each commit cuts with this probability, half of the time before and half after it; the seed repeats it. */
    static PostgresFaultPlan random(long seed, double rate) {
        return (commit, number) -> {
            var random = new SplittableRandom(seed ^ new SplittableRandom(2 * number + (commit ? 1 : 0)).nextLong());
            return random.nextDouble() < rate ? Optional.of(random.nextBoolean() ? PostgresFault.CUT_BEFORE : PostgresFault.CUT_AFTER)
                    : Optional.empty();
        };
    }
}
