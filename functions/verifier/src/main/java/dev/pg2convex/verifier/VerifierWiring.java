package dev.pg2convex.verifier;

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

/** Puts the verifier together. */
public final class VerifierWiring {
    /** Documents per call of a scan: of a usual size so many stay below the 16 MiB that a query may read. */
    private static final int SCAN_LIMIT = 2_000;

    private VerifierWiring() {}

    /** On Lambda. Refuses a store of another version than this program's. */
    static PageBatch from(Map<String, String> environment, Consumer<String> log) {
        return LambdaRuntime.pages(environment, QueueName.VERIFY, log,
                ports -> runner(ports, new RunContexts(ports), "verifier-" + UUID.randomUUID()));
    }

    /**
     * With parts made elsewhere.
     *
     * @param contexts of the runs, those that the process has
     * @param owner who holds the leases: one name per process
     */
    public static PageRunner runner(Ports ports, RunContexts contexts, String owner) {
        var retry = Retry.standard(RandomGenerator.getDefault());
        return new PageRunner(ports, contexts,
                Map.of(Stage.Kind.VERIFY, LogContext.noting(new VerifyPage(ports, new RowsCheck(ports, retry))), Stage.Kind.SCAN,
                        LogContext.noting(new ScanPage(ports, retry, SCAN_LIMIT))),
                owner);
    }
}
