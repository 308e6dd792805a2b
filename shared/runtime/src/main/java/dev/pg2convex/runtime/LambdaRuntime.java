package dev.pg2convex.runtime;

import dev.pg2convex.aws.AwsClients;
import dev.pg2convex.aws.AwsConfig;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.PageBatch;
import dev.pg2convex.aws.Redelivery;
import dev.pg2convex.aws.SecretSource;
import dev.pg2convex.aws.Services;
import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.aws.SqsRedelivery;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.protocol.PageRunner;
import dev.pg2convex.postgres.store.StoreVersion;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The parts of a function on Lambda, from its environment; they live as long as its execution environment. */
public record LambdaRuntime(Assembly assembly, AwsConfig config, Redelivery redelivery, Metrics metrics) {
    /** A function handles one event at a time, and what works on a page reads or writes, one after the other. */
    private static final int PAGE_CONNECTIONS = 1;

    /**
     * From the variables of a function.
     *
     * @param sends the queues that the function sends to
     * @param connections at most so many to each database
     * @param log takes the lines of the metrics
     */
    public static LambdaRuntime from(Map<String, String> environment, Set<QueueName> sends, int connections, Consumer<String> log) {
        var config = AwsConfig.read(environment, sends);
        var sqs = AwsClients.sqs(environment);
        var sender = new SqsMessageSender(sqs, config.queues());
        var secrets = SecretSource.of(config, environment);
        var assembly = Assembly.open(Services.read(secrets.read()), () -> Services.read(secrets.read()), sender, config.tuning(),
                connections);
        var metrics = new Metrics(config.metricsStack(), log, () -> assembly.pace().throttled(), InstantSource.system());
        return new LambdaRuntime(assembly, config, new SqsRedelivery(sqs, config.queues()), metrics);
    }

    /**
     * The whole of a function that works on pages. Refuses a store of another version than this program's.
     *
     * @param queue where its pages come from, and go back to
     * @param runner makes what works on a page
     */
    public static PageBatch pages(Map<String, String> environment, QueueName queue, Consumer<String> log,
            Function<Ports, PageRunner> runner) {
        var runtime = from(environment, Set.of(queue, QueueName.CONTROL), PAGE_CONNECTIONS, log);
        StoreVersion.check(runtime.assembly.store());
        return new PageBatch(queue, runner.apply(runtime.assembly.ports()), runtime.redelivery, runtime.config.maxReceives(),
                runtime.metrics);
    }
}
