package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.run.Refusals;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.local.control.RunDrive;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** What becomes of a run that has not ended, before another is started. */
final class Unfinished {
    /** Longer than the heartbeat of a process that is gone holds. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final RunDrive drive;
    private final Asked asked;
    private final PrintWriter err;

    Unfinished(RunDrive drive, PrintWriter err) {
        this.drive = drive;
        this.asked = new Asked(drive);
        this.err = err;
    }

    /**
     * Goes on with the run that has not ended, if there is one.
     *
     * <p>Only one that does what is asked for now is gone on with; any other is cancelled, since a narrower one would pass for it.
     *
     * @param hash the version of the mapping file at hand
     * @return the run that is under way now
     * @throws InputException when somebody drives it
     */
    Optional<StartedRun> goOn(String mapping, String hash, Scope scope, RunOptions options) throws InterruptedException {
        var found = find(mapping);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var run = found.get().run();
        refuseReset(run);
        boolean same = same(run, hash, scope, options);
        if (same && isJoined(found.get())) {
            return Optional.of(new StartedRun(mapping, run.id()));
        }
        waitUntilNobodys(found.get());
        if (same) {
            err.println("Continuing run " + run.id() + " of " + run.createdAt() + ", which was "
                    + (run.state() == Run.State.PAUSED ? "paused" : "interrupted")
                    + run.reason().filter(reason -> !reason.isEmpty()).map(reason -> ": " + reason).orElse("") + ".");
            return Optional.of(resumed(mapping));
        }
        err.println("Run " + run.id() + " of " + run.createdAt()
                + " did not end, and it was for another version of the mapping file, other tables or other options:"
                + " cancelling it and starting anew. What it wrote is kept.");
        asked.accepted(new Command.Cancel(mapping));
        return Optional.empty();
    }

    /**
     * The run that has not ended, gone on with, if it does what is asked for now.
     *
     * @throws InputException when it does something else, or somebody drives it
     */
    Optional<StartedRun> goOnIfSame(String mapping, String hash, Scope scope, RunOptions options) throws InterruptedException {
        var found = find(mapping);
        if (found.isPresent() && !same(found.get().run(), hash, scope, options)) {
            refuseReset(found.get().run());
            waitUntilNobodys(found.get());
            throw new InputException(
                    "run " + found.get().run().id() + " of mapping " + mapping + " has not ended; resume or cancel it first");
        }
        return goOn(mapping, hash, scope, options);
    }

    /** Goes on with the run that has not ended, whatever it does. */
    StartedRun resume(String mapping) throws InterruptedException {
        var found = find(mapping);
        if (found.isPresent()) {
            if (isJoined(found.get())) {
                return new StartedRun(mapping, found.get().run().id());
            }
            waitUntilNobodys(found.get());
        }
        return resumed(mapping);
    }

    /** The run that has not ended: there is none before the newest, since it would have kept that one from starting. */
    Optional<RunProgress> find(String mapping) {
        return asked.latest(mapping).filter(latest -> !latest.run().state().ended());
    }

    private StartedRun resumed(String mapping) {
        return new StartedRun(mapping, asked.accepted(new Command.Resume(mapping)).runId());
    }

    private boolean isJoined(RunProgress found) {
        boolean joined = drive.outlivesUs() && found.run().state() == Run.State.ACTIVE && found.alive();
        if (joined) {
            err.println("Following run " + found.run().id() + " of " + found.run().createdAt() + ", which is under way.");
        }
        return joined;
    }

    /** @throws InputException for a reset, which may have begun to forget and can only be finished */
    static void refuseReset(Run run) {
        if (run.kind() == Run.Kind.RESET) {
            throw new InputException(Refusals.resetBegun(run));
        }
    }

    private static boolean same(Run run, String hash, Scope scope, RunOptions options) {
        return run.kind() == Run.Kind.MIGRATE && run.mappingHash().equals(hash) && run.scope().equals(scope)
                && run.options().equals(options);
    }

    /** A heartbeat may be the last of a process that is gone: only one that goes on is somebody's. */
    void waitUntilNobodys(RunProgress found) throws InterruptedException {
        var run = found.run();
        long until = System.nanoTime() + PATIENCE.toNanos();
        boolean said = false;
        for (var now = Optional.of(found); now.filter(Unfinished::isSomebodys).isPresent(); now = find(run.mapping())) {
            if (drive.outlivesUs() || System.nanoTime() > until) {
                throw new InputException("run " + run.id() + " of mapping " + run.mapping()
                        + " is being worked on by another process, or by functions on AWS; wait for it, or pause or cancel it first");
            }
            if (!said) {
                err.println("Run " + run.id() + " had a heartbeat a moment ago; waiting up to " + PATIENCE.toSeconds()
                        + " s to see whether it lives.");
                said = true;
            }
            Thread.sleep(Duration.ofMillis(250));
        }
    }

    private static boolean isSomebodys(RunProgress progress) {
        return progress.run().state() == Run.State.ACTIVE && progress.alive();
    }
}
