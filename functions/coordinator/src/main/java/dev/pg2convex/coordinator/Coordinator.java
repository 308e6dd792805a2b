package dev.pg2convex.coordinator;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Run;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Carries out commands, and what the control queue says. */
final class Coordinator {
    /** A message that nobody has worked on for so long is taken for lost; where it was not, its page is found done. */
    private static final Duration LOST = Duration.ofMinutes(5);

    private final Ports ports;
    private final RunContexts contexts;
    private final RunStarter starter;
    private final Beginning beginning;
    private final RunDriver driver;
    private final String owner;

    /** @param owner who holds the planner's leases: one name per process */
    Coordinator(Ports ports, Supplier<UUID> identifiers, String owner) {
        var fence = new FenceCheck(ports);
        this.ports = ports;
        this.contexts = new RunContexts(ports);
        this.starter = new RunStarter(ports, fence, identifiers);
        this.beginning = new Beginning(ports, fence);
        this.owner = owner;
        this.driver = new RunDriver(ports, contexts, new StagePlanner(ports, owner));
    }

    Reply execute(Command command, Deadline deadline) {
        try {
            return switch (command) {
                case Command.Register register -> register(register);
                case Command.Start start -> start(start, deadline);
                case Command.Resume resume -> resume(unfinished(resume), deadline);
                case Command.Pause pause -> pause(unfinished(pause));
                case Command.Cancel cancel -> cancel(unfinished(cancel));
                case Command.Status status -> status(status);
            };
        } catch (RefusedException e) {
            return e.reply();
        }
    }

    /** Acts on a message only as far as the store says the same. */
    void handle(Message message, Deadline deadline) {
        switch (message) {
            case Message.Advance advance -> guarded(advance.runId(), () -> driver.drive(advance.runId(), deadline));
            case Message.PlanStage planStage -> guarded(planStage.runId(), () -> driver.drive(planStage.runId(), deadline));
            case Message.Tick tick -> tick(tick, deadline);
            case Message.PageMessage page -> throw new CategorizedException(Failure.DETERMINISTIC, "wrong_queue",
                    "page " + page.pageId() + " came to the control queue");
        }
    }

    private void tick(Message.Tick tick, Deadline deadline) {
        var run = ports.runs().find(tick.runId()).filter(found -> found.state() == Run.State.ACTIVE);
        if (run.isPresent() && run.get().schemaJson().isEmpty()) {
            guarded(tick.runId(), () -> beginUnasked(run.get()));
        }
        guarded(tick.runId(), () -> driver.revive(tick.runId(), LOST, deadline));
    }

    private void beginUnasked(Run run) {
        try {
            beginning.begin(run, contexts.plan(run));
        } catch (RefusedException e) {
            // Nobody waits for an answer: it stands in the run's status.
            ports.runs().end(run.id(), Run.State.CANCELLED, e.getMessage());
        }
    }

    private Reply register(Command.Register register) {
        var mapping = ports.mappingReader().read(register.text(), register.mapping() + ".yaml");
        var version = ports.mappings().register(mapping.name(), register.text());
        return new Reply.Registered(version.mapping(), version.hash());
    }

    private Reply start(Command.Start start, Deadline deadline) throws RefusedException {
        var run = starter.start(start);
        ports.faults().reach(FaultPoint.RUN_CREATED);
        ports.runs().heartbeat(run.id(), owner);
        try {
            beginning.begin(run, contexts.plan(run));
        } catch (RefusedException | MappingException e) {
            ports.runs().end(run.id(), Run.State.CANCELLED, e.getMessage());
            throw e;
        } catch (CategorizedException e) {
            // The tick or a resume repeats it; otherwise the run must not block the next.
            if (!e.failure().isRepeatable()) {
                ports.runs().end(run.id(), Run.State.CANCELLED, e.getMessage());
            }
            throw e;
        }
        guarded(run.id(), () -> driver.drive(run.id(), deadline));
        return accepted(run.id());
    }

    /** Nobody works on the run while it begins again; where that is refused, it stays paused. */
    private Reply resume(Run run, Deadline deadline) throws RefusedException {
        ports.runs().pause(run.id(), "it is about to be resumed; if that does not come to an end, resume it again");
        ports.faults().reach(FaultPoint.RUN_PAUSED);
        ports.runs().heartbeat(run.id(), owner);
        beginAgain(run);
        ports.runs().activate(run.id());
        ports.faults().reach(FaultPoint.RUN_RESUMED);
        guarded(run.id(), () -> driver.revive(run.id(), Duration.ZERO, deadline));
        return accepted(run.id());
    }

    /** What kept the run from going on is the reason that stands from now on, also for those who did not see the answer. */
    private void beginAgain(Run run) throws RefusedException {
        try {
            beginning.begin(run, contexts.plan(run));
        } catch (RefusedException | MappingException | CategorizedException e) {
            ports.runs().stayPaused(run.id(), e.getMessage());
            throw e;
        }
    }

    private Reply pause(Run run) {
        ports.runs().pause(run.id(), "paused by the operator");
        return accepted(run.id());
    }

    /** A reset may have begun to forget: ended half-way, it would leave a later run with the half of what it needs. */
    private Reply cancel(Run run) throws RefusedException {
        if (run.kind() == Run.Kind.RESET) {
            throw new RefusedException("reset_begun",
                    "mapping " + run.mapping() + " is being reset, which can only be finished; resume the reset");
        }
        ports.runs().end(run.id(), Run.State.CANCELLED, "cancelled by the operator");
        return accepted(run.id());
    }

    private Reply status(Command.Status status) throws RefusedException {
        var run = ports.runs()
                .latest(status.mapping())
                .orElseThrow(() -> new RefusedException("no_run", "mapping " + status.mapping() + " was never run"));
        return new Reply.Progress(ports.runs().progress(run.id()));
    }

    private Run unfinished(Command command) throws RefusedException {
        return ports.runs()
                .unfinished(command.mapping())
                .orElseThrow(() -> new RefusedException("no_run",
                        "mapping " + command.mapping() + " has no run that is active or paused; start one"));
    }

    /** Drives a run. What the operator must mend pauses it, what will fail the same way each time ends it: nothing is tried for ever in silence. */
    private void guarded(UUID runId, Runnable drive) {
        try {
            drive.run();
        } catch (MappingException e) {
            ports.runs().pause(runId, e.getMessage());
        } catch (CategorizedException e) {
            if (e.code().equals(CategorizedException.DATABASE_TIMEOUT)) {
                // It will take as long the next time.
                ports.runs().pause(runId, e.getMessage());
                return;
            }
            switch (e.failure()) {
                case CONFIGURATION -> ports.runs().pause(runId, e.getMessage());
                case DETERMINISTIC -> stop(runId, e.getMessage() + " (" + e.code() + ")");
                case THROTTLED, UNAVAILABLE, AMBIGUOUS -> throw e;
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            stop(runId, "the coordinator failed: " + e.getClass().getName());
            throw e;
        }
    }

    /** A reset does not end before it is through. */
    private void stop(UUID runId, String reason) {
        boolean reset = ports.runs().find(runId).filter(run -> run.kind() == Run.Kind.RESET).isPresent();
        if (reset) {
            ports.runs().pause(runId, reason);
        } else {
            ports.runs().end(runId, Run.State.INCOMPLETE, reason);
        }
    }

    private Reply accepted(UUID runId) {
        return new Reply.Accepted(runId, ports.runs().find(runId).orElseThrow().state());
    }
}
