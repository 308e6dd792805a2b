package dev.pg2convex.local.engine;

import dev.pg2convex.aws.Services;
import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.local.control.RunDrive;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.runtime.Assembly;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The user's services, a queue of our own, and the engine between them. */
public final class Session implements RunDrive {
    /** What batches under work may take, with their retries. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Beside the pages of both kinds: the coordinator, the heartbeat and the progress. */
    private static final int OTHER_CONNECTIONS = 4;

    private final Assembly assembly;
    private final Optional<EmbeddedQueue> server;
    private final Queues queues;
    private final Engine engine;
    private final EngineDrive drive;

    private Session(Assembly assembly, Optional<EmbeddedQueue> server, Queues queues, Engine engine) {
        this.assembly = assembly;
        this.server = server;
        this.queues = queues;
        this.engine = engine;
        this.drive = new EngineDrive(engine, queues);
    }

    /** Connects, brings the migration store's schema up to date, and starts the functions, with a queue in this process. */
    public static Session open(Services services, Tuning tuning, int concurrency) {
        var server = EmbeddedQueue.start();
        return open(services, tuning, concurrency, Queues.embedded(server), Optional.of(server));
    }

    /** With queues that are given. */
    public static Session open(Services services, Tuning tuning, int concurrency, Queues queues) {
        return open(services, tuning, concurrency, queues, Optional.empty());
    }

    private static Session open(Services services, Tuning tuning, int concurrency, Queues queues, Optional<EmbeddedQueue> server) {
        Assembly assembly = null;
        try {
            assembly = Assembly.open(services, new SqsMessageSender(queues.client(), queues.urls()), tuning,
                    concurrency + OTHER_CONNECTIONS);
            StoreMigrations.migrate(assembly.store());
            return new Session(assembly, server, queues, Engine.start(assembly.ports(), queues, concurrency));
        } catch (RuntimeException e) {
            if (assembly != null) {
                assembly.close();
            }
            queues.close();
            server.ifPresent(EmbeddedQueue::close);
            throw e;
        }
    }

    public Engine engine() {
        return engine;
    }

    public Assembly assembly() {
        return assembly;
    }

    public Queues queues() {
        return queues;
    }

    @Override
    public Reply execute(Command command) {
        return drive.execute(command);
    }

    @Override
    public Map<QueueName, Integer> deadLetters() {
        return drive.deadLetters();
    }

    @Override
    public boolean outlivesUs() {
        return drive.outlivesUs();
    }

    @Override
    public void keepOn(UUID runId) {
        drive.keepOn(runId);
    }

    @Override
    public Duration look() {
        return drive.look();
    }

    @Override
    public Optional<String> slowedBy() {
        return assembly.pace().slowedBy();
    }

    @Override
    public void leave(PrintWriter err) {
        err.println("Stopping after the batches under work.");
        stop(GRACE);
    }

    /** Lets the batches under work finish. */
    public boolean stop(Duration grace) {
        breakOffReceiving();
        return engine.stop(grace);
    }

    @Override
    public void close() {
        breakOffReceiving();
        engine.close();
        queues.close();
        server.ifPresent(EmbeddedQueue::close);
        assembly.close();
    }

    private void breakOffReceiving() {
        if (server.isPresent()) {
            engine.breakOffReceiving();
        }
    }
}
