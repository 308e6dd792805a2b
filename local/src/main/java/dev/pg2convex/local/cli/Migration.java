package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.protocol.ExchangedDeployment;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.engine.Session;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** What run, resync, resume and verify have in common: a session, a run in it, a summary. */
final class Migration {
    private final Common common;
    private final Connected connected;
    private final PrintWriter out;
    private final PrintWriter err;

    Migration(Common common, int concurrency, CommandSpec spec) {
        this.common = common;
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.connected = new Connected(Environment.of(spec), concurrency, err);
    }

    /** Starts a run, or goes on with one that was interrupted. */
    int run(Scope scope, RunOptions options) throws InterruptedException {
        var read = common.read();
        var spelt = new AtomicReference<>(scope);
        return inSession(read.name(), preflight -> spelt.set(preflight.check(read, scope)), (session, runner, mapping) -> {
            var hash = runner.register(mapping, common.mappingText());
            var unfinished = new Unfinished(session, err).toContinue(mapping, hash, spelt.get(), options);
            return unfinished.isPresent() ? runner.accepted(new Command.Resume(mapping))
                    : start(session, runner, new Command.Start(mapping, Run.Kind.MIGRATE, spelt.get(), options));
        });
    }

    int resume() throws InterruptedException {
        return inSession(common.read().name(), _ -> {
            // The run is pinned to its own version of the file.
        }, (session, runner, mapping) -> {
            var run = session.engine().ports().runs().unfinished(mapping);
            if (run.isPresent()) {
                new Unfinished(session, err).waitUntilNobodys(run.get());
            }
            return runner.accepted(new Command.Resume(mapping));
        });
    }

    /** Sends failed pages again and goes on with their run; then tries rejected rows again, as a run of its own. */
    int redrive(Scope scope, RunOptions options) throws InterruptedException {
        var read = common.read();
        return inSession(read.name(), preflight -> preflight.check(read, scope), (session, runner, mapping) -> {
            var runs = session.engine().ports().runs();
            var hash = runner.register(mapping, common.mappingText());
            if (new Unfinished(session, err).isSame(mapping, hash, scope, options)) {
                return runner.accepted(new Command.Resume(mapping));
            }
            var last = runs.latest(mapping).filter(run -> runs.reopen(run.id(), Optional.empty()));
            if (last.isPresent()) {
                err.println("Run " + last.get().id() + " has pages that failed at every attempt: sending them again.");
                var reopened = runner.follow(runner.accepted(new Command.Resume(mapping)));
                if (reopened.run().state() != Run.State.DONE) {
                    return reopened.run().id();
                }
            }
            return start(session, runner, new Command.Start(mapping, Run.Kind.MIGRATE, scope, options));
        });
    }

    int verify() throws InterruptedException {
        var read = common.read();
        return inSession(read.name(), preflight -> preflight.check(read, Scope.EVERYTHING), (_, runner, mapping) -> {
            runner.register(mapping, common.mappingText());
            return runner.accepted(new Command.Start(mapping, Run.Kind.VERIFY, Scope.EVERYTHING, RunOptions.DEFAULT));
        });
    }

    private UUID start(Session session, Runner runner, Command.Start start) {
        var ports = session.engine().ports();
        ExchangedDeployment.notice(ports, start.mapping(), ports.target().handshake(start.mapping()))
                .ifPresent(notice -> err.println("Warning: " + notice + "."));
        return runner.accepted(start);
    }

    /** Gets a run going. */
    private interface Begin {
        UUID begin(Session session, Runner runner, String mapping) throws InterruptedException;
    }

    private int inSession(String name, Consumer<Preflight> check, Begin begin) throws InterruptedException {
        Termination.watch();
        try (var session = connected.open(name, check)) {
            var runner = new Runner(session, err);
            var summary = runner.follow(begin.begin(session, runner, name));
            int code = Runner.report(summary, common.json, out, err);
            Advice.on(summary.run().state(), common.mapping).ifPresent(err::println);
            return code;
        }
    }
}
