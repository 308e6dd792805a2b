package dev.pg2convex.coordinator;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.run.PlannerLease;
import dev.pg2convex.core.store.Stages;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a planner's lease alive until it is closed: one look at a huge table may take longer than the lease lasts. */
final class PlannerWatch implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    private PlannerWatch() {}

    /** Renews at a third of the time, so that one renewal may fail. */
    static PlannerWatch over(Stages stages, PlannerLease lease, Duration time) {
        return over(stages, lease, time, time.dividedBy(3));
    }

    static PlannerWatch over(Stages stages, PlannerLease lease, Duration time, Duration pause) {
        var watch = new PlannerWatch();
        Thread.ofVirtual().name("planner watch").start(() -> watch.renew(stages, lease, time, pause.toMillis()));
        return watch;
    }

    private void renew(Stages stages, PlannerLease lease, Duration time, long millis) {
        try {
            while (!closed.await(millis, TimeUnit.MILLISECONDS)) {
                renew(stages, lease, time);
            }
        } catch (StoreRefused e) {
            // Taken over, or over: the planner hears of it when it adds its next pages.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void renew(Stages stages, PlannerLease lease, Duration time) throws StoreRefused {
        try {
            stages.renewPlanning(lease, time);
        } catch (CategorizedException e) {
            // The store is away for a moment; there is one more try before the lease runs out, and the token decides.
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
