package dev.pg2convex.core.protocol;

import dev.pg2convex.core.CallTime;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.PageTally;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param contexts of the runs, those that the process has
     * @param works by kind; a page of another kind came to the wrong queue
     * @param owner who holds the leases: one name per process; each attempt adds its own, or a doubled message would take the page from its twin
     */
    public PageRunner(Ports ports, RunContexts contexts, Map<Stage.Kind, PageWork> works, String owner) {
        this.ports = ports;
        this.contexts = contexts;
        this.works = Map.copyOf(works);
        this.owner = owner;
    }

    /** No call of the work outlasts the deadline. */
    public PageOutcome run(UUID runId, long pageId, Deadline deadline) {
        return CallTime.bounded(deadline, () -> attempt(runId, pageId, deadline));
    }

    private PageOutcome attempt(UUID runId, long pageId, Deadline deadline) {
        try {
            return switch (ports.pages().lease(pageId, owner + "/" + UUID.randomUUID(), ports.tuning().lease())) {
                case Leased.Held held when !held.lease().runId().equals(runId) -> {
                    release(held.lease());
                    yield new PageOutcome.Failed(
                            new CategorizedException(Failure.DETERMINISTIC, "unknown_page",
                                    "page " + pageId + " is one of run " + held.lease().runId() + ", not of run " + runId),
                            Optional.empty());
                }
                case Leased.Held held -> run(held.lease(), deadline);
                case Leased.Busy busy -> new PageOutcome.Waiting(busy.remaining().plusSeconds(1), "leased by another worker");
                case Leased.Paused _ -> new PageOutcome.Served("the run is paused; resume sends its pages again");
                case Leased.Over _ -> new PageOutcome.Served("nothing left to do");
                case Leased.Unknown _ -> new PageOutcome.Failed(new CategorizedException(Failure.DETERMINISTIC, "unknown_page",
                        "the store has no page " + pageId + "; its run may have been cleaned up"), Optional.empty());
            };
        } catch (CategorizedException e) {
            return outcomeOf(e, Optional.empty());
        } catch (RuntimeException e) {
            return new PageOutcome.Failed(e, Optional.empty());
        }
    }

    /**
     * Marks a page failed whose message has used up its receives, unless somebody has leased it since that attempt: then it is theirs. Without a lease
     * nothing is known against the page; the tick sends it again.
     */
    public void giveUp(PageOutcome.Failed failed) {
        failed.lease().ifPresent(lease -> advance(lease.runId(), ports.pages().fail(lease, failed.why())));
    }

    /** What a page that is done came to. */
    public PageTally tally(long pageId) {
        return ports.pages().tally(pageId);
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
            return PageOutcome.Served.DONE;
        } catch (StoreRefused e) {
            // Somebody else has the page or the run, or it is paused: whoever changed that sees to it that the page goes on.
            release(lease);
            return new PageOutcome.Served(e.getMessage());
        } catch (PageInterrupted e) {
            release(lease);
            return new PageOutcome.Waiting(e.delay(), e.getMessage());
        } catch (CategorizedException e) {
            var cause = e.failure() == Failure.AMBIGUOUS ? causeOf(e, lease) : e;
            if (cause.failure() == Failure.CONFIGURATION) {
                ports.runs().pause(lease.runId(), cause.getMessage());
            }
            release(lease);
            return outcomeOf(cause, Optional.of(lease));
        } catch (RuntimeException e) {
            release(lease);
            return new PageOutcome.Failed(e, Optional.of(lease));
        }
    }

    /** Nothing is known of the write, and the next lease settles it. What the handshake meets now is why: to be waited for, or to be mended. */
    private CategorizedException causeOf(CategorizedException unclear, PageLease lease) {
        try {
            ports.target().handshake(contexts.of(lease.runId()).run().mapping());
            return unclear;
        } catch (CategorizedException e) {
            if (e.failure() == Failure.CONFIGURATION || e.passes()) {
                e.addSuppressed(unclear);
                return e;
            }
            return unclear;
        }
    }

    private static PageOutcome outcomeOf(CategorizedException e, Optional<PageLease> lease) {
        if (e.passes()) {
            return new PageOutcome.Waiting(PAUSE, e.code());
        }
        return e.failure() == Failure.CONFIGURATION ? new PageOutcome.Stopped(e) : new PageOutcome.Failed(e, lease);
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
