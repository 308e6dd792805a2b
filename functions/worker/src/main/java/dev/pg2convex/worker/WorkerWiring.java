package dev.pg2convex.worker;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.PageRunner;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.run.Stage;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Puts the worker together. */
public final class WorkerWiring {
    private WorkerWiring() {
    }

    /** @param owner who holds the leases: one name per process */
    public static PageRunner runner(Ports ports, String owner) {
        var writer = new BatchWriter(ports, Retry.standard(RandomGenerator.getDefault()), UUID::randomUUID);
        return new PageRunner(ports,
                Map.of(Stage.Kind.LOAD, new LoadPage(ports, new Classifier(ports), writer), Stage.Kind.DELETE, new DeletePage(ports, writer)), owner);
    }
}
