package dev.pg2convex.coordinator;

import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.run.PlannerLease;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Plans a stage's pages slice by slice; each slice is kept, so that planning can stop anywhere and go on. */
final class StagePlanner {
    /** What a slice may need. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Ports ports;
    private final Slices slices;
    private final DeleteGuard guard;
    private final Collisions collisions;
    private final String owner;

    StagePlanner(Ports ports, String owner) {
        this.ports = ports;
        this.slices = new Slices(ports);
        this.guard = new DeleteGuard(ports);
        this.collisions = new Collisions(ports);
        this.owner = owner;
    }

    /** @return whether the stage is planned now; otherwise planning goes on by a message, or somebody else is at it, or the run is over */
    boolean plan(RunContext context, Stage stage, Deadline deadline) {
        var runId = context.run().id();
        var taken = ports.stages().leasePlanning(runId, stage.ordinal(), owner + "/" + UUID.randomUUID(), ports.tuning().lease());
        if (taken.isEmpty()) {
            return false;
        }
        try (var _ = PlannerWatch.over(ports.stages(), taken.get(), ports.tuning().lease())) {
            return plan(context, taken.get(), deadline);
        } catch (StoreRefused e) {
            // Another planner has taken over, or the run has ended.
            return false;
        }
    }

    private boolean plan(RunContext context, PlannerLease lease, Deadline deadline) throws StoreRefused {
        ports.faults().reach(FaultPoint.PLANNING_LEASED);
        var stage = lease.stage();
        long gone = lease.gone();
        if (lease.cursor().isEmpty()) {
            prepare(context, stage);
        }
        var cursor = Optional.of(lease.cursor().orElseGet(() -> new PlannerLease.Cursor(stage.tables().getFirst(), Optional.empty())));
        while (cursor.isPresent()) {
            if (deadline.within(MARGIN)) {
                ports.stages().releasePlanning(lease);
                ports.sender().send(QueueName.CONTROL, List.of(new Message.PlanStage(stage.runId(), stage.ordinal())), Duration.ZERO);
                return false;
            }
            var slice = slices.next(context, stage, cursor.get());
            gone += slice.gone();
            if (slice.next().isEmpty()) {
                guard.check(context, stage, gone);
            }
            var added = ports.stages().addPages(lease, slice.pages(), slice.next(), slice.gone());
            ports.faults().reach(FaultPoint.PAGES_ADDED);
            if (stage.kind() != Stage.Kind.DELETE) {
                send(stage, added);
                ports.faults().reach(FaultPoint.PAGES_SENT);
            }
            cursor = slice.next();
        }
        if (stage.kind() == Stage.Kind.DELETE) {
            // Only now: the guard has seen all of the stage.
            resend(stage, Duration.ZERO);
        }
        return true;
    }

    /** Before a stage's first slice. */
    private void prepare(RunContext context, Stage stage) {
        if (stage.kind() == Stage.Kind.LOAD) {
            collisions.find(context, stage);
            if (stage.pass() == 0 && context.run().scope().redrive().isEmpty()) {
                for (var table : stage.tables()) {
                    ports.runs().estimate(stage.runId(), table, rows(context, table));
                }
            }
        }
    }

    private long rows(RunContext context, String table) {
        var keys = context.run().scope().keys();
        return keys.isPresent() ? keys.get().keys().size() : ports.source().estimateRows(context.covered(context.plan().table(table)));
    }

    /** Sends the pages of the stage that are not done, not under work and were not sent within that time. */
    void resend(Stage stage, Duration quiet) {
        send(stage, ports.stages().takeUnsent(stage.runId(), stage.ordinal(), quiet, Integer.MAX_VALUE));
    }

    private void send(Stage stage, List<Long> pages) {
        var queue = stage.kind().verifies() ? QueueName.VERIFY : QueueName.PAGES;
        ports.sender().send(queue, pages.stream().map(page -> new Message.PageMessage(stage.runId(), page)).toList(), Duration.ZERO);
    }
}
