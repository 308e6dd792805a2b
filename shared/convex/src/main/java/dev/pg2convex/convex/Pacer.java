package dev.pg2convex.convex;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets as many calls of this process go out at a time as Convex takes: one for all that call the same deployment. */
public final class Pacer {
    /** What Convex runs at a time in its smallest class. */
    public static final int DEFAULT_MAX = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);

    /** At the start: half of what the smallest class takes, since others use the deployment too. */
    private static final int START = 8;

    /** Half of what a worker keeps in hand of its function's time when it starts a call. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PaceLimit limit;
    private long waited;
    private long throttled;
    private Optional<String> slowedBy = Optional.empty();

    /** For tests: the clock and the randomness are given. */
    Pacer(int max, LongSupplier nanos, RandomGenerator random) {
        if (max < 1) {
            throw new IllegalArgumentException("the number of calls at a time must be at least 1");
        }
        this.nanos = requireNonNull(nanos);
        this.limit = new PaceLimit(Math.min(START, max), max, nanos.getAsLong(), random);
    }

    /** Allows up to {@code max} calls at a time (default {@value #DEFAULT_MAX}). */
    public static Pacer upTo(int max) {
        return new Pacer(max, System::nanoTime, RandomGenerator.getDefault());
    }

    /**
     * Waits for a place.
     *
     * @throws CategorizedException {@link Failure#THROTTLED} when there is none in {@link #PATIENCE}: who works under a lease or a deadline must look
     *     at these in between
     */
    Permit acquire() {
        lock.lock();
        try {
            long from = nanos.getAsLong();
            while (!limit.tryStart(nanos.getAsLong())) {
                long before = nanos.getAsLong();
                changed.awaitNanos(longestWait(before - from, limit.pause(before)));
                waited += nanos.getAsLong() - before;
            }
            return new Permit(nanos.getAsLong());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CategorizedException(Failure.UNAVAILABLE, "interrupted", "interrupted while waiting to call Convex; nothing was sent",
                    e);
        } finally {
            lock.unlock();
        }
    }

    private long longestWait(long sofar, long pause) {
        long left = PATIENCE.toNanos() - sofar;
        if (left <= 0) {
            throw new CategorizedException(Failure.THROTTLED, slowedBy.orElse("too_many_calls"),
                    "no call to Convex was allowed for " + PATIENCE.toSeconds() + " s, since "
                            + slowedBy.map(code -> "Convex asks to slow down (" + code + ")").orElse("all calls at a time are taken")
                            + "; nothing was sent");
        }
        return pause > 0 ? Math.min(pause, left) : left;
    }

    /** How things stand now. */
    public Pace pace() {
        lock.lock();
        try {
            return new Pace(limit.limit(), Duration.ofNanos(waited), throttled, slowedBy);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How fast calls go out.
     *
     * @param atATime calls allowed at a time
     * @param waited by all calls together, since the start
     * @param throttled calls that Convex has refused since the start, to slow them down
     * @param slowedBy the code of what Convex slows calls down for; empty while it does not
     */
    public record Pace(int atATime, Duration waited, long throttled, Optional<String> slowedBy) {
        public Pace {
            requireNonNull(waited);
            requireNonNull(slowedBy);
        }
    }

    /** A place among the calls at a time. */
    final class Permit implements AutoCloseable {
        private final long started;

        private Permit(long started) {
            this.started = started;
        }

        void succeeded() {
            lock.lock();
            try {
                limit.succeeded();
                slowedBy = Optional.empty();
            } finally {
                lock.unlock();
            }
        }

        void failed(CategorizedException failure) {
            if (failure.failure() != Failure.THROTTLED) {
                return;
            }
            lock.lock();
            try {
                slowedBy = Optional.of(failure.code());
                throttled++;
                if (limit.throttled(started, nanos.getAsLong())) {
                    LOG.info("Convex asks to slow down ({}): {} calls at a time, the next in {} ms", failure.code(), limit.limit(),
                            limit.pause(nanos.getAsLong()) / 1_000_000);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                limit.ended();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
