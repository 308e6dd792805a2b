package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.engine.Session;
import java.io.PrintWriter;
import java.util.UUID;
import picocli.CommandLine;

/** What run, resync, resume and verify have in common: a session, a run in it, a summary. */
final class Migration {
    private final Common common;
    private final int concurrency;
    private final PrintWriter out;
    private final PrintWriter err;

    Migration(Common common, int concurrency, CommandLine commandLine) {
        this.common = common;
        this.concurrency = concurrency;
        this.out = commandLine.getOut();
        this.err = commandLine.getErr();
    }

    /** Starts a run, or goes on with one that was interrupted. */
    int run(Scope scope, RunOptions options) throws InterruptedException {
        return inSession((session, runner, mapping) -> {
            var hash = runner.register(mapping, common.mappingText());
            var unfinished = new Unfinished(session, err).toContinue(mapping, hash, scope, options);
            return unfinished.isPresent() ? runner.accepted(new Command.Resume(mapping))
                    : runner.accepted(new Command.Start(mapping, Run.Kind.MIGRATE, scope, options));
        });
    }

    int resume() throws InterruptedException {
        return inSession((session, runner, mapping) -> {
            var run = session.engine().ports().runs().unfinished(mapping);
            if (run.isPresent()) {
                new Unfinished(session, err).waitUntilNobodys(run.get());
            }
            return runner.accepted(new Command.Resume(mapping));
        });
    }

    int verify() throws InterruptedException {
        return inSession((_, runner, mapping) -> {
            runner.register(mapping, common.mappingText());
            return runner.accepted(new Command.Start(mapping, Run.Kind.VERIFY, Scope.EVERYTHING, RunOptions.DEFAULT));
        });
    }

    /** Gets a run going. */
    private interface Begin {
        UUID begin(Session session, Runner runner, String mapping) throws InterruptedException;
    }

    private int inSession(Begin begin) throws InterruptedException {
        var mapping = common.read().name();
        Termination.watch();
        try (var session = Connected.open(concurrency, err)) {
            var runner = new Runner(session, err);
            return Runner.report(runner.follow(begin.begin(session, runner, mapping)), common.json, out, err);
        }
    }
}
