package dev.pg2convex.coordinator;

import dev.pg2convex.aws.AwsConfig;
import dev.pg2convex.aws.EventBridgeTickSwitch;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.runtime.LambdaRuntime;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Puts the coordinator together on Lambda. */
final class CoordinatorWiring {
    /** Equal values of a field that should be unique are read from the source while those found so far go to the store. */
    private static final int CONNECTIONS = 2;

    private CoordinatorWiring() {}

    /** Brings the store's schema up to this version first: only the coordinator and the command line may. */
    static LambdaRuntime from(Map<String, String> environment, Consumer<String> log) {
        var runtime = LambdaRuntime.from(environment, Set.of(QueueName.PAGES, QueueName.VERIFY, QueueName.CONTROL), CONNECTIONS, log);
        StoreMigrations.migrate(runtime.assembly().store());
        return runtime;
    }

    /** All environments of the function are one driver. */
    static Driver driver(AwsConfig config) {
        return Driver.ticked("functions" + config.tickRule().map(rule -> " with rule " + rule).orElse(""));
    }

    /** Where no rule is named, whoever starts runs sends the ticks. */
    static TickSwitch tickSwitch(AwsConfig config, Map<String, String> environment) {
        return config.tickRule().map(rule -> EventBridgeTickSwitch.of(environment, rule)).orElse(TickSwitch.NONE);
    }
}
