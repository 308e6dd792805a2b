package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.local.engine.Session;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a run that has not ended, before another is started. */
final class Unfinished {
    private final Session session;
    private final PrintWriter err;

    Unfinished(Session session, PrintWriter err) {
        this.session = session;
        this.err = err;
    }

    /**
     * The run to go on with, if there is one.
     *
     * <p>Only one that does what is asked for now is gone on with; any other is cancelled, since a narrower one would pass for it.
     *
     * @param hash the version of the mapping file at hand
     * @throws InputException when somebody drives it
     */
    Optional<Run> toContinue(String mapping, String hash, Scope scope, RunOptions options) throws InterruptedException {
        var found = session.engine().ports().runs().unfinished(mapping);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var run = found.get();
        refuseReset(run);
        waitUntilNobodys(run);
        if (same(run, hash, scope, options)) {
            err.println("Continuing run " + run.id() + " of " + run.createdAt() + ", which was "
                    + (run.state() == Run.State.PAUSED ? "paused" : "interrupted")
                    + run.reason().filter(reason -> !reason.isEmpty()).map(reason -> ": " + reason).orElse("") + ".");
            return found;
        }
        err.println("Run " + run.id() + " of " + run.createdAt()
                + " did not end, and it was for another version of the mapping file, other tables or other options:"
                + " cancelling it and starting anew. What it wrote is kept.");
        session.engine().execute(new Command.Cancel(mapping));
        return Optional.empty();
    }

    /**
     * Whether the run that has not ended does what is asked for now.
     *
     * @throws InputException when it does something else, or somebody drives it
     */
    boolean isSame(String mapping, String hash, Scope scope, RunOptions options) throws InterruptedException {
        var found = session.engine().ports().runs().unfinished(mapping);
        if (found.isEmpty()) {
            return false;
        }
        refuseReset(found.get());
        waitUntilNobodys(found.get());
        if (!same(found.get(), hash, scope, options)) {
            throw new InputException("run " + found.get().id() + " of mapping " + mapping + " has not ended; resume or cancel it first");
        }
        return true;
    }

    /** @throws InputException for a reset, which may have begun to forget and can only be finished */
    static void refuseReset(Run run) {
        if (run.kind() == Run.Kind.RESET) {
            throw new InputException("mapping " + run.mapping() + " is being reset since " + run.createdAt()
                    + ", which can only be finished: `pg2convex reset` goes on with it");
        }
    }

    private static boolean same(Run run, String hash, Scope scope, RunOptions options) {
        return run.kind() == Run.Kind.MIGRATE && run.mappingHash().equals(hash) && run.scope().equals(scope)
                && run.options().equals(options);
    }

    /** A heartbeat may be the last of a process that is gone: only one that goes on is somebody's. */
    void waitUntilNobodys(Run run) throws InterruptedException {
        var runs = session.engine().ports().runs();
        if (run.state() != Run.State.ACTIVE) {
            return;
        }
        var driver = session.engine().driver();
        long until = System.nanoTime() + driver.holds().plusSeconds(2).toNanos();
        boolean said = false;
        while (runs.alive(run.id(), driver.name())) {
            if (System.nanoTime() > until) {
                throw new InputException(String.format(Locale.ROOT,
                        "run %s of mapping %s is being worked on by another process, or by functions on AWS; wait for it, or pause or cancel it first", run.id(),
                        run.mapping()));
            }
            if (!said) {
                err.println("Run " + run.id() + " had a heartbeat a moment ago; waiting up to " + driver.holds().toSeconds()
                        + " s to see whether it lives.");
                said = true;
            }
            Thread.sleep(Duration.ofMillis(250));
        }
    }
}
