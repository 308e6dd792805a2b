package dev.pg2convex.coordinator;

import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Takes a run from stage to stage. Every decision is made from the store alone, so that any of them can be made again. */
final class RunDriver {
    private final Ports ports;
    private final RunContexts contexts;
    private final StagePlanner planner;

    RunDriver(Ports ports, RunContexts contexts, StagePlanner planner) {
        this.ports = ports;
        this.contexts = contexts;
        this.planner = planner;
    }

    /** Looks at the run's current stage and does what is next, as far as the time allows. */
    void drive(UUID runId, Deadline deadline) {
        boolean goOn = true;
        while (goOn) {
            var context = contexts.active(runId);
            if (context.isEmpty()) {
                return;
            }
            var current = ports.stages().current(runId);
            goOn = current.isPresent() ? work(context.get(), current.get(), deadline) : addStages(context.get());
        }
    }

    /** Sends again what may have been lost: pages that were not sent within that time. */
    void revive(UUID runId, Duration quiet, Deadline deadline) {
        if (contexts.active(runId).isPresent()) {
            // Deletes wait until the guard has seen all of them.
            ports.stages()
                    .current(runId)
                    .filter(stage -> stage.state() == Stage.State.PLANNED || stage.kind() != Stage.Kind.DELETE)
                    .ifPresent(stage -> planner.resend(stage, quiet));
            drive(runId, deadline);
        }
    }

    /** @return whether there is something to decide at once */
    private boolean work(RunContext context, Stage stage, Deadline deadline) {
        return switch (stage.state()) {
            case DONE -> true;
            case UNPLANNED -> {
                ports.runs().enter(stage.runId(), phase(stage));
                yield plan(context, stage, deadline);
            }
            case PLANNED -> {
                if (stage.left() == 0) {
                    ports.stages().finish(stage.runId(), stage.ordinal());
                    ports.faults().reach(FaultPoint.STAGE_FINISHED);
                    yield true;
                }
                if (stage.left() == stage.failed()) {
                    end(context, Run.State.INCOMPLETE, stage.failed() + " pages of " + String.join(", ", stage.tables())
                            + " failed at every attempt; see status for why, then run again");
                }
                yield false;
            }
        };
    }

    private boolean plan(RunContext context, Stage stage, Deadline deadline) {
        try {
            // Its pages may all be done by now: whoever finished the last of them could not know that it was the last.
            return planner.plan(context, stage, deadline);
        } catch (DeleteGuardException e) {
            end(context, Run.State.INCOMPLETE, e.getMessage());
            return false;
        }
    }

    /** All stages so far are done: another pass, the verification, or the end. */
    private boolean addStages(RunContext context) {
        var run = context.run();
        var stages = ports.stages().all(run.id());
        boolean verified = stages.stream().anyMatch(stage -> stage.kind().verifies());
        if (run.kind() == Run.Kind.VERIFY) {
            return verified ? end(context, Run.State.DONE, "") : add(run, StageDrafts.verify(context.plan(), run.scope()));
        }
        if (run.kind() == Run.Kind.RESET) {
            return reset(context, stages.isEmpty());
        }
        if (stages.isEmpty()) {
            return add(run, StageDrafts.pass(context, 0));
        }
        int pass = stages.stream().filter(stage -> !stage.kind().verifies()).mapToInt(Stage::pass).max().orElseThrow();
        var totals = ports.stages().totals(run.id(), pass);
        if (!verified) {
            // After a pass that wrote nothing another would find the same.
            boolean another = !totals.clean() && (pass == 0 || totals.written() > 0);
            if (another && pass < ports.tuning().maxPasses()) {
                return add(run, StageDrafts.pass(context, pass + 1));
            }
            if (run.scope().takesEveryRow()) {
                ports.rejects().dropUnconfirmed(run.id(), covered(context));
            }
            if (totals.late() == 0) {
                ports.written().deleted(run.id(), covered(context));
            }
            if (run.options().verify()) {
                return add(run, StageDrafts.verify(context.plan(), run.scope()));
            }
        }
        if (totals.late() > 0) {
            return end(context, Run.State.INCOMPLETE,
                    totals.late() + " rows still wait for parents after " + (pass + 1) + " passes; run again");
        }
        return end(context, Run.State.DONE, "");
    }

    /** The tables of which the run has come to every row. */
    private static List<String> covered(RunContext context) {
        var scope = context.run().scope();
        return scope.takesEveryRow() ? context.plan().tables().stream().map(TablePlan::table).filter(scope::includes).toList() : List.of();
    }

    /** Deletes documents first, where that is asked for; then forgets. */
    private boolean reset(RunContext context, boolean first) {
        if (first && !context.removed().tables().isEmpty()) {
            return add(context.run(), StageDrafts.pass(context, 0));
        }
        new Reset(ports).finish(context.run());
        ports.faults().reach(FaultPoint.RUN_ENDED);
        return false;
    }

    private boolean add(Run run, List<Stage.Draft> drafts) {
        ports.stages().add(run.id(), drafts);
        ports.faults().reach(FaultPoint.STAGES_ADDED);
        return true;
    }

    private boolean end(RunContext context, Run.State state, String reason) {
        ports.runs().end(context.run().id(), state, reason);
        ports.faults().reach(FaultPoint.RUN_ENDED);
        return false;
    }

    private static Run.Phase phase(Stage stage) {
        return switch (stage.kind()) {
            case VERIFY, SCAN -> Run.Phase.VERIFY;
            case DELETE -> stage.pass() == 0 ? Run.Phase.DELETES : Run.Phase.CATCH_UP;
            case LOAD -> stage.pass() == 0 ? Run.Phase.LOAD : Run.Phase.CATCH_UP;
        };
    }
}
