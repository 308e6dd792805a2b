package dev.pg2convex.local.engine;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.PageBatch;
import dev.pg2convex.aws.SqsRedelivery;
import dev.pg2convex.coordinator.CoordinatorHandler;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.local.queue.EventSource;
import dev.pg2convex.local.queue.EventSourceSettings;
import dev.pg2convex.local.queue.LocalContext;
import dev.pg2convex.verifier.VerifierHandler;
import dev.pg2convex.verifier.VerifierWiring;
import dev.pg2convex.worker.WorkerHandler;
import dev.pg2convex.worker.WorkerWiring;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The three functions in this process, each behind its queue. */
public final class Engine implements AutoCloseable {
    private final Ports ports;
    private final Driver driver;
    private final CoordinatorCall coordinator;
    private final List<EventSource> sources;

    private Engine(Ports ports, Driver driver, CoordinatorCall coordinator, List<EventSource> sources) {
        this.ports = ports;
        this.driver = driver;
        this.coordinator = coordinator;
        this.sources = List.copyOf(sources);
    }

    /** @param concurrency pages under work at once, of each kind */
    public static Engine start(Ports ports, Queues queues, int concurrency) {
        return start(ports, queues, concurrency, UnaryOperator.identity());
    }

    /** @param around what a test puts between the queue and the verifier */
    static Engine start(Ports ports, Queues queues, int concurrency, UnaryOperator<RequestHandler<SQSEvent, SQSBatchResponse>> around) {
        var owner = "local-" + UUID.randomUUID();
        var driver = Driver.following(owner);
        var redelivery = new SqsRedelivery(queues.client(), queues.urls());
        // One for the three: they are the same runs.
        var contexts = new RunContexts(ports);
        var coordinator = new CoordinatorHandler(ports, contexts, redelivery, driver, TickSwitch.NONE, Metrics.NONE);
        var worker = new WorkerHandler(
                new PageBatch(QueueName.PAGES, WorkerWiring.runner(ports, contexts, owner), redelivery, Queues.MAX_RECEIVES, Metrics.NONE));
        var verifier = new VerifierHandler(new PageBatch(QueueName.VERIFY, VerifierWiring.runner(ports, contexts, owner), redelivery,
                Queues.MAX_RECEIVES, Metrics.NONE));
        return new Engine(ports, driver, new CoordinatorCall(coordinator, LocalContext.LONGEST_TIMEOUT),
                List.of(EventSource.start(queues.client(), settings(queues, QueueName.PAGES, concurrency), worker),
                        EventSource.start(queues.client(), settings(queues, QueueName.VERIFY, concurrency), around.apply(verifier)),
                        // One at a time is enough: what it does is decided from the store, and others would only wait for its lease.
                        EventSource.start(queues.client(), settings(queues, QueueName.CONTROL, 1), coordinator::handleBatch)));
    }

    private static EventSourceSettings settings(Queues queues, QueueName queue, int concurrency) {
        return new EventSourceSettings(queue.name().toLowerCase(java.util.Locale.ROOT), queues.urls().url(queue), 1, concurrency,
                LocalContext.LONGEST_TIMEOUT);
    }

    /** Invokes the coordinator directly, as `aws lambda invoke` would. */
    public Reply execute(Command command) {
        return coordinator.execute(command);
    }

    public Ports ports() {
        return ports;
    }

    /** Who this engine is in heartbeats. */
    public Driver driver() {
        return driver;
    }

    /**
     * Lets what is under work finish its batch.
     *
     * @return false when something was still running after that time
     */
    public boolean stop(Duration grace) {
        sources.forEach(EventSource::stopReceiving);
        boolean clean = true;
        for (var source : sources) {
            clean &= source.stop(grace);
        }
        return clean;
    }

    /** As the first step of {@link #stop} or {@link #close}, where the queues end with this process: nothing is waited for but work. */
    void breakOffReceiving() {
        sources.forEach(EventSource::breakOffReceiving);
    }

    @Override
    public void close() {
        sources.forEach(EventSource::stopReceiving);
        sources.forEach(EventSource::close);
    }
}
