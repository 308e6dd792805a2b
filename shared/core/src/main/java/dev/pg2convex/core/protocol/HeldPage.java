package dev.pg2convex.core.protocol;

import dev.pg2convex.core.CallTime;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.store.Pages;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A page under lease, with the watch over its lease and over the function's time. */
public final class HeldPage {
    /** With less than this left, no batch and no call is begun: what a batch takes as a rule, and what {@link CallTime} keeps back for winding up. */
    public static final Duration MARGIN = CallTime.WIND_UP.plusSeconds(5);

    private final PageLease lease;
    private final RunContext context;
    private final Pages pages;
    private final Tuning tuning;
    private final Deadline deadline;
    private final LongSupplier nanoTime;
    private long renewedAt;

    public HeldPage(PageLease lease, RunContext context, Pages pages, Tuning tuning, Deadline deadline, LongSupplier nanoTime) {
        this.lease = lease;
        this.context = context;
        this.pages = pages;
        this.tuning = tuning;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        this.renewedAt = nanoTime.getAsLong();
    }

    public PageLease lease() {
        return lease;
    }

    public RunContext context() {
        return context;
    }

    /** Not to be asked of a page that deletes: its table may be one that the mapping no longer has. */
    public TablePlan table() {
        return context.plan().table(lease.table());
    }

    /** How inserts into the page's table find documents to adopt. */
    public Optional<Match> match() {
        return context.removed().tables().contains(lease.table()) ? Optional.empty() : table().match();
    }

    public String target() {
        return context.run().target();
    }

    /** To be called before every batch and every attempt: stops in time, and keeps the lease alive. */
    public void checkTime() throws PageInterrupted, StoreRefused {
        if (deadline.within(MARGIN)) {
            throw new PageInterrupted("out of function time", Duration.ZERO);
        }
        // Renewed at half its time by our own clock; a clock that is wrong costs a takeover, never correctness: the token decides.
        if (nanoTime.getAsLong() - renewedAt > tuning.lease().toNanos() / 2) {
            pages.renew(lease, tuning.lease());
            renewedAt = nanoTime.getAsLong();
        }
    }
}
