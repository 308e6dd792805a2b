package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.control.RunDrive;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** What run, resync, resume, redrive and verify have in common: a run where it is driven, followed, and a summary. */
final class Migration {
    private final Common common;
    private final Concurrency concurrency;
    private final Controls controls;
    private final Environment environment;
    private final PrintWriter out;
    private final PrintWriter err;

    Migration(Common common, Concurrency concurrency, StackOptions stack, CommandSpec spec) {
        this.common = common;
        this.concurrency = concurrency;
        this.out = spec.commandLine().getOut();
        this.err = spec.commandLine().getErr();
        this.controls = new Controls(stack, spec);
        this.environment = Environment.of(spec);
    }

    /** Starts a run, or goes on with one that was interrupted. */
    int run(Scope scope, RunOptions options) throws InterruptedException {
        var read = common.read();
        var spelt = new AtomicReference<>(scope);
        return follow(read.name(), preflight -> spelt.set(preflight.check(read, scope)), (drive, runner, mapping) -> {
            var hash = runner.register(mapping, common.mappingText());
            var goneOn = new Unfinished(drive, err).goOn(mapping, hash, spelt.get(), options);
            return goneOn.orElseGet(() -> runner.accepted(new Command.Start(mapping, Run.Kind.MIGRATE, spelt.get(), options)));
        });
    }

    int resume() throws InterruptedException {
        var name = common.read().name();
        return follow(name, _ -> {
            // The run is pinned to its own version of the file; without a store there is none, and none is to be made.
            if (!StoreSession.exists(environment)) {
                throw StoreSession.neverRun(name);
            }
        }, (drive, _, mapping) -> new Unfinished(drive, err).resume(mapping));
    }

    /** Sends failed pages again and goes on with their run; then tries rejected rows again, as a run of its own. */
    int redrive(Scope scope, RunOptions options) throws InterruptedException {
        var read = common.read();
        return follow(read.name(), preflight -> preflight.check(read, scope), (drive, runner, mapping) -> {
            var hash = runner.register(mapping, common.mappingText());
            var goneOn = new Unfinished(drive, err).goOnIfSame(mapping, hash, scope, options);
            if (goneOn.isPresent()) {
                return goneOn.get();
            }
            var start = new Command.Start(mapping, Run.Kind.MIGRATE, scope, options);
            var before = new Asked(drive).latest(mapping).map(RunProgress::run).map(Run::id);
            var started = runner.accepted(start);
            if (before.filter(started.id()::equals).isEmpty()) {
                return started;
            }
            err.println("Run " + started.id() + " has pages that failed at every attempt: sending them again.");
            return runner.follow(started).run().state() == Run.State.DONE ? runner.accepted(start) : started;
        });
    }

    int verify() throws InterruptedException {
        var read = common.read();
        return follow(read.name(), preflight -> preflight.check(read, Scope.EVERYTHING), (_, runner, mapping) -> {
            runner.register(mapping, common.mappingText());
            return runner.accepted(new Command.Start(mapping, Run.Kind.VERIFY, Scope.EVERYTHING, RunOptions.DEFAULT));
        });
    }

    /** Gets a run going. */
    private interface Begin {
        StartedRun begin(RunDrive drive, Runner runner, String mapping) throws InterruptedException;
    }

    private int follow(String name, Consumer<Preflight> check, Begin begin) throws InterruptedException {
        Termination.watch();
        try (var drive = controls.toMove(concurrency, name, check)) {
            var runner = new Runner(drive, err);
            var summary = runner.follow(begin.begin(drive, runner, name));
            var again = controls.again(common.mapping);
            int code = Runner.report(summary, again, common.json, out, err);
            new Advice(again, drive.outlivesUs()).on(summary.run().state()).ifPresent(err::println);
            return code;
        }
    }
}
