package dev.pg2convex.chaos;

import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.local.engine.Engine;
import dev.pg2convex.local.engine.EngineDrive;
import dev.pg2convex.local.engine.Queues;
import dev.pg2convex.local.engine.RunFollower;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.runtime.Assembly;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The whole engine in this process, with faults in it. */
final class Victim implements AutoCloseable {
    static final String MAPPING = "chaos";
    /** Small pages and batches, so that a small source has many of both; a lease of a second, so that one can be lost. */
    private static final Tuning TUNING = new Tuning(8, 3, 1 << 20, 4 << 20, Duration.ofSeconds(1), 2, 6, Duration.ofMillis(200));
    private static final int CONCURRENCY = 3;
    private static final int CONNECTIONS = CONCURRENCY * 2 + 4;
    private static final RunOptions OPTIONS = new RunOptions(false, true, false, false);

    private final Queues queues;
    private final Assembly assembly;
    private final Engine engine;

    private Victim(Queues queues, Assembly assembly, Engine engine) {
        this.queues = queues;
        this.assembly = assembly;
        this.engine = engine;
    }

    static Victim start(Parts parts) {
        return start(parts, new PlannedFaults(List.of()), UnaryOperator.identity());
    }

    /** @param bend what else is wrong with this program */
    static Victim start(Parts parts, PlannedFaults faults, UnaryOperator<Ports> bend) {
        var queues = parts.queues();
        var sender = new RememberingSender(new SqsMessageSender(queues.client(), queues.urls()));
        var assembly = Assembly.open(parts.services(), sender, TUNING, CONNECTIONS);
        StoreMigrations.migrate(assembly.store());
        var p = assembly.ports();
        var ports = bend.apply(new Ports(p.catalog(), p.source(), p.target(), p.mappingReader(), p.mappings(), p.runs(), p.stages(),
                p.pages(), p.intents(), p.ids(), p.rejects(), p.findings(), p.written(), sender, p.tuning(), faults));
        var engine = Engine.start(ports, queues, CONCURRENCY);
        faults.duplicateBy(sender::again);
        return new Victim(queues, assembly, engine);
    }

    /** Starts a run, or goes on with the one that has not ended, and stays with it. */
    RunProgress run(Duration atMost) throws InterruptedException {
        return run(atMost, () -> false);
    }

    /** @param enough ends it before its time */
    RunProgress run(Duration atMost, BooleanSupplier enough) throws InterruptedException {
        return follow(begin(OPTIONS), atMost, enough);
    }

    /** A comparison of both sides by pg2convex itself. */
    RunProgress verify(Duration atMost) throws InterruptedException {
        return follow(accepted(engine.execute(new Command.Start(MAPPING, Run.Kind.VERIFY, Scope.EVERYTHING, RunOptions.DEFAULT))), atMost,
                () -> false);
    }

    void cancel() {
        engine.execute(new Command.Cancel(MAPPING));
    }

    private UUID begin(RunOptions options) {
        engine.execute(new Command.Register(MAPPING, Scenario.text("mapping.yaml")));
        var reply = engine.execute(new Command.Start(MAPPING, Run.Kind.MIGRATE, Scope.EVERYTHING, options));
        return reply instanceof Reply.Refused refused && refused.code().equals("run_active")
                ? accepted(engine.execute(new Command.Resume(MAPPING))) : accepted(reply);
    }

    private static UUID accepted(Reply reply) {
        return switch (reply) {
            case Reply.Accepted accepted -> accepted.runId();
            case Reply.Refused refused -> throw new Refused(refused.code() + ": " + refused.message());
            case Reply.Registered _, Reply.Progress _, Reply.Report _, Reply.Rejects _, Reply.Ids _ ->
                throw new IllegalStateException("an answer to another command");
        };
    }

    private RunProgress follow(UUID runId, Duration atMost, BooleanSupplier enough) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        return new RunFollower(new EngineDrive(engine, queues), () -> System.nanoTime() > until || enough.getAsBoolean(), _ -> {})
                .follow(MAPPING, runId, _ -> {});
    }

    /** The coordinator would not. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        engine.close();
        queues.close();
        assembly.close();
    }
}
