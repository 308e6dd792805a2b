package dev.pg2convex.worker;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.protocol.Settler;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.core.target.WriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Steps 5 to 7 of the write protocol: intent, write, acknowledgement. */
final class BatchWriter {
    private final Ports ports;
    private final Settler settler;
    private final Retry retry;
    private final Supplier<UUID> batchIds;
    private final Refusals refusals = new Refusals();

    BatchWriter(Ports ports, Retry retry, Supplier<UUID> batchIds) {
        this.ports = ports;
        this.settler = new Settler(ports.target(), ports.intents(), ports.faults());
        this.retry = retry;
        this.batchIds = batchIds;
    }

    /** Step 2: closes what an earlier holder of the page left open, before anything is read. */
    void settleOpen(HeldPage page) throws StoreRefused, PageInterrupted {
        for (var open = ports.intents().openOf(page.lease()); !open.isEmpty(); open = ports.intents().openOf(page.lease())) {
            for (var intent : open) {
                page.checkTime();
                refuseIfFenced(settle(page, intent));
            }
        }
        ports.faults().reach(FaultPoint.PAGE_SETTLED);
    }

    /** Writes the rows in one mutation; in two, where Convex refuses them together; sets a row aside that it refuses alone. */
    void write(HeldPage page, List<PendingRow> rows) throws StoreRefused, PageInterrupted {
        page.checkTime();
        var intent = new Intent(batchIds.get(), page.context().run().id(), page.lease().pageId(), page.lease().table(),
                rows.stream().map(PendingRow::intent).toList(), (int) rows.stream().filter(row -> row.deferred() > 0).count());
        // A lost answer leaves here as an exception: the batch is not sent, and the next lease settles it.
        ports.intents().record(page.lease(), intent);
        ports.faults().reach(FaultPoint.INTENT_RECORDED);
        switch (send(page, intent, rows)) {
            case Sent.Answered answered -> conclude(page, intent, rows, answered.outcome());
            case Sent.Refused refused -> splitOrReject(page, intent, rows, refused.reason());
        }
    }

    /** What came of sending a batch. A refusal is Convex's own: the store's errors, say over the lease in between, stay exceptions. */
    private sealed interface Sent {
        record Answered(BatchOutcome outcome) implements Sent {}

        record Refused(CategorizedException reason) implements Sent {}
    }

    private void conclude(HeldPage page, Intent intent, List<PendingRow> rows, BatchOutcome outcome) throws StoreRefused, PageInterrupted {
        ports.faults().reach(FaultPoint.BATCH_ANSWERED);
        switch (outcome) {
            case BatchOutcome.Committed committed -> {
                refusals.end(page);
                ports.intents().committed(intent.batchId(), committed.results());
                ports.faults().reach(FaultPoint.BATCH_ACKNOWLEDGED);
                recreateGone(page, rows, committed.results());
            }
            case BatchOutcome.Voided _ -> {
                ports.intents().voided(intent.batchId());
                throw new PageInterrupted("a batch was settled by a resumed run", Duration.ZERO);
            }
            case BatchOutcome.Fenced _ -> refuseIfFenced(outcome);
        }
    }

    private Sent send(HeldPage page, Intent intent, List<PendingRow> rows) throws StoreRefused, PageInterrupted {
        var request = new WriteRequest(page.context().run().mapping(), intent.runId(), intent.batchId(), intent.table(), page.match(),
                rows.stream().map(PendingRow::operation).toList());
        return retry.call(page, () -> write(request));
    }

    private Sent write(WriteRequest request) {
        try {
            return new Sent.Answered(ports.target().write(request));
        } catch (CategorizedException e) {
            if (e.failure() == Failure.DETERMINISTIC) {
                return new Sent.Refused(e);
            }
            throw e;
        }
    }

    private BatchOutcome settle(HeldPage page, Intent intent) throws StoreRefused, PageInterrupted {
        var run = page.context().run();
        return retry.call(page, () -> settler.settle(run.mapping(), run.id(), intent));
    }

    private void recreateGone(HeldPage page, List<PendingRow> rows, List<OperationResult> results) throws StoreRefused, PageInterrupted {
        var again = new ArrayList<PendingRow>();
        for (int i = 0; i < rows.size(); i++) {
            if (results.get(i) instanceof OperationResult.Gone) {
                again.add(rows.get(i).recreated(page.context().removed().fieldsOf(page.lease().table())));
            }
        }
        if (!again.isEmpty()) {
            write(page, again);
        }
    }

    private void splitOrReject(HeldPage page, Intent intent, List<PendingRow> rows, CategorizedException refusal)
            throws StoreRefused, PageInterrupted {
        checkFunctions(page);
        var outcome = settle(page, intent);
        if (outcome instanceof BatchOutcome.Committed committed) {
            refusals.end(page);
            recreateGone(page, rows, committed.results());
            return;
        }
        refuseIfFenced(outcome);
        ports.faults().reach(FaultPoint.BATCH_VOIDED);
        if (rows.size() == 1) {
            setAside(page, rows.getFirst().intent().key(), refusal);
            return;
        }
        int half = rows.size() / 2;
        write(page, rows.subList(0, half));
        write(page, rows.subList(half, rows.size()));
    }

    private void setAside(HeldPage page, String key, CategorizedException refusal) throws StoreRefused {
        if (!refusals.add(page, key)) {
            ports.rejects().put(page.lease(), List.of(), refusals.takeBack(page));
            throw Refusals.systemic(page, refusal);
        }
        var reject = new Reject(page.lease().table(), key, RejectReason.REFUSED.code(), Optional.of(refusal.code()));
        ports.rejects().put(page.lease(), List.of(reject), List.of());
    }

    /** Somebody's deploy may have removed the functions in the middle of the run: that must not look like bad rows. */
    private void checkFunctions(HeldPage page) throws StoreRefused, PageInterrupted {
        var handshake = retry.call(page, () -> ports.target().handshake(page.context().run().mapping()));
        if (handshake.protocol() != Target.PROTOCOL) {
            throw new CategorizedException(Failure.CONFIGURATION, "protocol_mismatch",
                    "the deployed pg2convex functions speak protocol " + handshake.protocol() + ", this program " + Target.PROTOCOL
                            + "; copy convex/pg2convex of this version into the project and deploy it, then resume");
        }
        if (!ports.runs().schema(page.context().run().id()).equals(Optional.of(handshake.schemaJson()))) {
            throw new CategorizedException(Failure.CONFIGURATION, "schema_changed",
                    "the Convex schema was changed during the run; resume the run, which checks the mapping against the new schema first");
        }
    }

    /** The run that raised the fence has ended this one, or the fence was cleared: a run that is still active must say so and stop. */
    private static void refuseIfFenced(BatchOutcome outcome) {
        if (outcome instanceof BatchOutcome.Fenced) {
            throw new CategorizedException(Failure.CONFIGURATION, "fenced",
                    "the fence in Convex is not this run's: another run has begun, or the pg2convex tables"
                            + " were cleared; see which run is the newest, then resume or cancel");
        }
    }
}
