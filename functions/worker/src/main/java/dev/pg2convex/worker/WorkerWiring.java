package dev.pg2convex.worker;

import dev.pg2convex.aws.LogContext;
import dev.pg2convex.aws.PageBatch;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.protocol.PageRunner;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.runtime.LambdaRuntime;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Puts the worker together. */
public final class WorkerWiring {
    private WorkerWiring() {}

    /** On Lambda. Refuses a store of another version than this program's. */
    static PageBatch from(Map<String, String> environment, Consumer<String> log) {
        return LambdaRuntime.pages(environment, QueueName.PAGES, log,
                ports -> runner(ports, new RunContexts(ports), "worker-" + UUID.randomUUID()));
    }

    /**
     * With parts made elsewhere.
     *
     * @param contexts of the runs, those that the process has
     * @param owner who holds the leases: one name per process
     */
    public static PageRunner runner(Ports ports, RunContexts contexts, String owner) {
        var writer = new BatchWriter(ports, Retry.standard(RandomGenerator.getDefault()), UUID::randomUUID);
        return new PageRunner(ports, contexts,
                Map.of(Stage.Kind.LOAD, LogContext.noting(new LoadPage(ports, new Classifier(ports), writer)), Stage.Kind.DELETE,
                        LogContext.noting(new DeletePage(ports, writer))),
                owner);
    }
}
