package dev.pg2convex.coordinator;

import dev.pg2convex.aws.AwsConfig;
import dev.pg2convex.aws.EventBridgeTickSwitch;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.run.Driver;
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

    /** All environments of the function are one driver. */
    static Driver driver(AwsConfig config) {
        return Driver.ticked("functions" + config.tickRule().map(rule -> " with rule " + rule).orElse(""));
    }

    /** Where no rule is named, whoever starts runs sends the ticks. */
    static TickSwitch tickSwitch(AwsConfig config) {
        return config.tickRule().map(rule -> EventBridgeTickSwitch.of(System.getenv(), rule)).orElse(TickSwitch.NONE);
    }
}
