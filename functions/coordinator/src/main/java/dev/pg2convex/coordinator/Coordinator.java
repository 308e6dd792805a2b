package dev.pg2convex.coordinator;

import dev.pg2convex.aws.Metrics;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Refusals;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.Runs;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Carries out commands, and what the control queue says. */
final class Coordinator {
    private final Ports ports;
    private final Queries queries;
    private final RunStarter starter;
    private final Beginning beginning;
    private final RunDriver runDriver;
    private final Guard guard;
    private final Ticks ticks;
    private final Driver driver;
    private final TickSwitch tickSwitch;

    /** @param driver who drives the runs; of the name that planner's leases are held under, each with an addition of its own */
    Coordinator(Ports ports, RunContexts contexts, Supplier<UUID> identifiers, Driver driver, TickSwitch tickSwitch, Metrics metrics) {
        var fence = new FenceCheck(ports);
        this.ports = ports;
        this.queries = new Queries(ports);
        this.starter = new RunStarter(ports, fence, identifiers);
        this.beginning = new Beginning(ports, contexts, fence);
        this.runDriver = new RunDriver(ports, contexts, new StagePlanner(ports, driver.name()));
        this.guard = new Guard(ports);
        this.ticks = new Ticks(ports, beginning, runDriver, driver, tickSwitch, metrics);
        this.driver = driver;
        this.tickSwitch = tickSwitch;
    }

    /** @param request the identifier of the request: a start that comes with the same one again has the run that it made */
    Reply execute(Command command, Optional<String> request, Deadline deadline) {
        try {
            return switch (command) {
                case Command.Register register -> register(register);
                case Command.Start start -> start(start, request, deadline);
                case Command.Resume resume -> resume(unfinished(resume), deadline);
                case Command.Pause pause -> pause(unfinished(pause));
                case Command.Cancel cancel -> cancel(unfinished(cancel));
                case Query query -> queries.answer(query);
            };
        } catch (RefusedException e) {
            return e.reply();
        }
    }

    /** Acts on a message only as far as the store says the same. */
    void handle(Message message, Deadline deadline) {
        switch (message) {
            case Message.Advance advance -> drive(advance.runId(), deadline);
            case Message.PlanStage planStage -> drive(planStage.runId(), deadline);
            case Message.Tick tick -> ticks.handle(tick, deadline);
            case Message.PageMessage page -> throw new CategorizedException(Failure.DETERMINISTIC, "wrong_queue",
                    "page " + page.pageId() + " came to the control queue");
        }
    }

    private void drive(UUID runId, Deadline deadline) {
        ticks.keepOn(runId);
        guard.over(runId, () -> runDriver.drive(runId, deadline));
    }

    private Reply register(Command.Register register) {
        var mapping = ports.mappingReader().read(register.text(), register.mapping() + ".yaml");
        var version = ports.mappings().register(mapping.name(), register.text());
        return new Reply.Registered(version.mapping(), version.hash());
    }

    private Reply start(Command.Start start, Optional<String> request, Deadline deadline) throws RefusedException {
        var before = request.flatMap(id -> ports.runs().requested(start.mapping(), id));
        if (before.isPresent()) {
            return again(before.get(), deadline);
        }
        if (start.scope().redrive().isPresent()) {
            var reopened = ports.runs().latest(start.mapping()).filter(run -> ports.runs().reopen(run.id(), request));
            if (reopened.isPresent()) {
                return resume(reopened.get(), deadline);
            }
        }
        var started = starter.start(start, request);
        var run = started.run();
        if (run.state().ended()) {
            // The request was served by somebody else at the same time.
            return accepted(run.id());
        }
        ports.faults().reach(FaultPoint.RUN_CREATED);
        ports.runs().heartbeat(run.id(), driver);
        tickSwitch.on();
        begin(started);
        guard.over(run.id(), () -> runDriver.drive(run.id(), deadline));
        return new Reply.Accepted(run.id(), state(run.id()), started.notice());
    }

    /** A run that is started and cannot begin must not block the next; where that will pass, the tick or a resume begins it. */
    private void begin(RunStarter.Started started) throws RefusedException {
        var run = started.run();
        try {
            if (started.plan().isPresent()) {
                beginning.begin(run, started.plan().get());
            } else {
                beginning.begin(run);
            }
        } catch (RefusedException e) {
            ports.runs().end(run.id(), Run.State.CANCELLED, e.getMessage());
            throw e;
        } catch (MappingException e) {
            ports.runs().end(run.id(), Run.State.CANCELLED, e.getMessage());
            throw new RefusedException("mapping_invalid", e.getMessage());
        } catch (CategorizedException e) {
            if (e.failure().isRepeatable()) {
                throw e;
            }
            ports.runs().end(run.id(), Run.State.CANCELLED, e.getMessage());
            // The run has it as its reason. Thrown, it would come again from a queue, and make another such run each time.
            throw new RefusedException(e.code(), e.getMessage());
        }
    }

    /** Queues and events deliver at least once: what the first delivery began is gone on with, as far as that is needed. */
    private Reply again(Runs.Requested before, Deadline deadline) throws RefusedException {
        var run = before.run();
        if (before.reopened() && run.state() == Run.State.PAUSED) {
            return resume(run, deadline);
        }
        ticks.keepOn(run.id());
        ticks.look(run.id(), deadline);
        return accepted(run.id());
    }

    /** Nobody works on the run while it begins again; where that is refused, it stays paused. */
    private Reply resume(Run run, Deadline deadline) throws RefusedException {
        ports.runs().pause(run.id(), "it is about to be resumed; if that does not come to an end, resume it again");
        ports.faults().reach(FaultPoint.RUN_PAUSED);
        ports.runs().heartbeat(run.id(), driver);
        beginAgain(run);
        ports.runs().activate(run.id());
        ports.faults().reach(FaultPoint.RUN_RESUMED);
        tickSwitch.on();
        guard.over(run.id(), () -> runDriver.revive(run.id(), Duration.ZERO, deadline));
        return accepted(run.id());
    }

    /** What kept the run from going on is the reason that stands from now on, also for those who did not see the answer. */
    private void beginAgain(Run run) throws RefusedException {
        try {
            beginning.begin(run);
        } catch (RefusedException | MappingException | CategorizedException e) {
            ports.runs().stayPaused(run.id(), e.getMessage());
            throw e;
        }
    }

    private Reply pause(Run run) {
        ports.runs().pause(run.id(), "paused by the operator");
        return accepted(run.id());
    }

    private Reply cancel(Run run) throws RefusedException {
        if (run.kind() == Run.Kind.RESET) {
            throw new RefusedException("reset_begun", Refusals.resetBegun(run));
        }
        ports.runs().end(run.id(), Run.State.CANCELLED, "cancelled by the operator");
        return accepted(run.id());
    }

    private Run unfinished(Command command) throws RefusedException {
        return ports.runs()
                .unfinished(command.mapping())
                .orElseThrow(() -> new RefusedException(RefusedException.NO_RUN,
                        "mapping " + command.mapping() + " has no run that is active or paused; `pg2convex status` tells of the last one"));
    }

    private Reply accepted(UUID runId) {
        return new Reply.Accepted(runId, state(runId));
    }

    private Run.State state(UUID runId) {
        return ports.runs().find(runId).orElseThrow().state();
    }
}
