package dev.pg2convex.localstack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.coordinator.CoordinatorHandler;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.local.engine.CoordinatorCall;
import dev.pg2convex.local.queue.EventSource;
import dev.pg2convex.local.queue.EventSourceSettings;
import dev.pg2convex.local.queue.LocalContext;
import dev.pg2convex.verifier.VerifierHandler;
import dev.pg2convex.worker.WorkerHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The three functions as Lambda has them: wired from the stack's variables, in as many environments as may run at a time, polling the stack's queues. */
final class Functions implements AutoCloseable {
    private final Stack stack;
    private final Duration timeout;
    private final List<EventSource> sources = new ArrayList<>();
    private final List<String> metrics = new CopyOnWriteArrayList<>();
    private final CoordinatorHandler handler;
    private final CoordinatorCall coordinator;

    /** Wires the coordinator, which brings the store's schema up to date; nothing is polled yet. The secret must be filled in. */
    Functions(Stack stack) {
        this.stack = stack;
        this.timeout = Duration.ofSeconds(Long.parseLong(stack.output("FunctionTimeout")));
        this.handler = new CoordinatorHandler(stack.environment("CoordinatorFunction"), metrics::add);
        this.coordinator = new CoordinatorCall(handler, timeout);
    }

    Functions poll() {
        pollControl();
        poll("WorkerFunction", "PagesQueueUrl", () -> new WorkerHandler(stack.environment("WorkerFunction"), metrics::add));
        poll("VerifierFunction", "VerifyQueueUrl", () -> new VerifierHandler(stack.environment("VerifierFunction"), metrics::add));
        return this;
    }

    /** The coordinator alone. */
    void pollControl() {
        poll("CoordinatorFunction", "ControlQueueUrl",
                () -> new CoordinatorHandler(stack.environment("CoordinatorFunction"), metrics::add)::handleBatch);
    }

    private void poll(String function, String queue, Supplier<RequestHandler<SQSEvent, SQSBatchResponse>> cold) {
        int concurrency = Integer.parseInt(stack.output(function + "Concurrency"));
        BlockingQueue<RequestHandler<SQSEvent, SQSBatchResponse>> environments = new ArrayBlockingQueue<>(concurrency);
        for (int i = 0; i < concurrency; i++) {
            environments.add(cold.get());
        }
        sources.add(EventSource.start(
                stack.sqs(), new EventSourceSettings(stack.output(function), stack.output(queue),
                        Integer.parseInt(stack.output(function + "BatchSize")), concurrency, timeout),
                (event, context) -> inOneOf(environments, event, context)));
    }

    private static SQSBatchResponse inOneOf(BlockingQueue<RequestHandler<SQSEvent, SQSBatchResponse>> environments, SQSEvent event,
            Context context) {
        var environment = environments.remove();
        try {
            return environment.handleRequest(event, context);
        } finally {
            environments.add(environment);
        }
    }

    /** As {@code aws lambda invoke} would. */
    Reply invoke(Command command) {
        return coordinator.execute(command);
    }

    /** The same for a program that has Lambda's API only. */
    LambdaServer coordinatorServer() {
        return new LambdaServer(stack.output("CoordinatorFunction"), handler, this::context);
    }

    Context context() {
        return new LocalContext("test", timeout);
    }

    /** The lines that go to the log for CloudWatch. */
    List<String> metrics() {
        return metrics;
    }

    static Counts total(RunProgress progress) {
        return progress.tables().stream().map(RunProgress.Table::counts).reduce(Counts.NONE, Counts::plus);
    }

    RunProgress progress(String mapping) {
        return ((Reply.Progress) invoke(new Query.Status(mapping))).progress();
    }

    /** Where the mapping's latest run stands when it is neither active any more nor planned anew. */
    RunProgress await(String mapping, Set<Run.State> states, Consumer<RunProgress> each) throws InterruptedException {
        while (true) {
            var progress = progress(mapping);
            each.accept(progress);
            if (states.contains(progress.run().state())) {
                return progress;
            }
            Thread.sleep(200);
        }
    }

    @Override
    public void close() {
        sources.forEach(EventSource::stopReceiving);
        sources.forEach(EventSource::close);
    }
}
