package dev.pg2convex.core.protocol;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The way of one page: lease, work, finish, and what becomes of its message. */
public final class PageRunner {
    /** Before a page that was throttled or met an unavailable service goes on: long enough to be no load, short against a restart. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Ports ports;
    private final RunContexts contexts;
    private final Map<Stage.Kind, PageWork> works;
    private final String owner;

    /**
     * @param works by kind; a page of another kind came to the wrong queue
     * @param owner who holds the leases: one name per process; each attempt adds its own, or a doubled message would take the page from its twin
     */
    public PageRunner(Ports ports, Map<Stage.Kind, PageWork> works, String owner) {
        this.ports = ports;
        this.contexts = new RunContexts(ports);
        this.works = Map.copyOf(works);
        this.owner = owner;
    }

    public PageOutcome run(long pageId, Deadline deadline) {
        try {
            return switch (ports.pages().lease(pageId, owner + "/" + UUID.randomUUID(), ports.tuning().lease())) {
                case Leased.Held held -> run(held.lease(), deadline);
                case Leased.Busy busy -> new PageOutcome.Waiting(busy.remaining().plusSeconds(1), "leased by another worker");
                case Leased.Paused _ -> new PageOutcome.Served("the run is paused; resume sends its pages again");
                case Leased.Over _ -> new PageOutcome.Served("nothing left to do");
                case Leased.Unknown _ -> new PageOutcome.Failed(new CategorizedException(Failure.DETERMINISTIC, "unknown_page",
                        "the store has no page " + pageId + "; its run may have been cleaned up"));
            };
        } catch (CategorizedException e) {
            return outcomeOf(e);
        } catch (RuntimeException e) {
            return new PageOutcome.Failed(e);
        }
    }

    /** Marks a page failed whose message has used up its receives. */
    public void giveUp(UUID runId, long pageId, RuntimeException reason) {
        var why = reason instanceof CategorizedException categorized ? categorized.code() + ": " + categorized.getMessage()
                : reason.getClass().getName();
        advance(runId, ports.pages().fail(pageId, why));
    }

    private PageOutcome run(PageLease lease, Deadline deadline) {
        try {
            ports.faults().reach(FaultPoint.PAGE_LEASED);
            var page = new HeldPage(lease, contexts.of(lease.runId()), ports.pages(), ports.tuning(), deadline, System::nanoTime);
            var work = works.get(lease.kind());
            if (work == null) {
                throw new CategorizedException(Failure.DETERMINISTIC, "wrong_queue",
                        "a " + lease.kind() + " page came to a function that does not work on such");
            }
            var rest = work.work(page);
            ports.faults().reach(FaultPoint.PAGE_FINISHED);
            advance(lease.runId(), rest);
            ports.faults().reach(FaultPoint.STAGE_ADVANCED);
            return new PageOutcome.Served("done");
        } catch (StoreRefused e) {
            // Somebody else has the page or the run, or it is paused: whoever changed that sees to it that the page goes on.
            release(lease);
            return new PageOutcome.Served(e.getMessage());
        } catch (PageInterrupted e) {
            release(lease);
            return new PageOutcome.Waiting(e.delay(), e.getMessage());
        } catch (CategorizedException e) {
            if (e.failure() == Failure.CONFIGURATION) {
                ports.runs().pause(lease.runId(), e.getMessage());
            }
            release(lease);
            // Nothing is known of the write, but the next lease settles it: a service that is away is waited for.
            return e.failure() == Failure.AMBIGUOUS && isAway(lease) ? new PageOutcome.Waiting(PAUSE, e.code()) : outcomeOf(e);
        } catch (RuntimeException e) {
            release(lease);
            return new PageOutcome.Failed(e);
        }
    }

    private boolean isAway(PageLease lease) {
        try {
            ports.target().handshake(contexts.of(lease.runId()).run().mapping());
            return false;
        } catch (CategorizedException e) {
            return e.failure() != Failure.CONFIGURATION && e.failure() != Failure.DETERMINISTIC;
        }
    }

    private static PageOutcome outcomeOf(CategorizedException e) {
        if (e.code().equals(CategorizedException.DATABASE_TIMEOUT)) {
            // It will take as long the next time: that must use up the receives, and stand as the page's reason.
            return new PageOutcome.Failed(e);
        }
        return switch (e.failure()) {
            case THROTTLED, UNAVAILABLE -> new PageOutcome.Waiting(PAUSE, e.code());
            case CONFIGURATION -> new PageOutcome.Stopped(e);
            case AMBIGUOUS, DETERMINISTIC -> new PageOutcome.Failed(e);
        };
    }

    private void advance(UUID runId, StageRest rest) {
        if (rest.exhausted()) {
            ports.sender().send(QueueName.CONTROL, List.of(new Message.Advance(runId, rest.ordinal())), Duration.ZERO);
        }
    }

    /** A lease that cannot be given back expires by itself. */
    private void release(PageLease lease) {
        try {
            ports.pages().release(lease);
        } catch (CategorizedException e) {
            // What failed before is what counts; a store that is away says so again at the next attempt.
        }
    }
}
