package dev.pg2convex.coordinator;

import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.runtime.LambdaRuntime;
import java.util.Set;

/** Puts the coordinator together on Lambda. */
final class CoordinatorWiring {
    private CoordinatorWiring() {}

    /** Brings the store's schema up to this version first: only the coordinator and the command line may. */
    static LambdaRuntime fromEnvironment() {
        var runtime = LambdaRuntime.fromEnvironment(Set.of(QueueName.PAGES, QueueName.VERIFY, QueueName.CONTROL));
        StoreMigrations.migrate(runtime.assembly().store());
        return runtime;
    }
}
