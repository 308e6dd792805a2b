package dev.pg2convex.runtime;

import dev.pg2convex.aws.AwsClients;
import dev.pg2convex.aws.AwsConfig;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.Redelivery;
import dev.pg2convex.aws.SecretSource;
import dev.pg2convex.aws.Services;
import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.aws.SqsRedelivery;
import dev.pg2convex.core.message.QueueName;
import java.time.InstantSource;
import java.util.Set;

/** The parts of a function on Lambda, from its environment; they live as long as its execution environment. */
public record LambdaRuntime(Assembly assembly, AwsConfig config, Redelivery redelivery, Metrics metrics) {
    /** A function handles one event at a time. */
    private static final int CONNECTIONS = 2;

    /** @param sends the queues that the function sends to */
    public static LambdaRuntime fromEnvironment(Set<QueueName> sends) {
        var environment = System.getenv();
        var config = AwsConfig.read(environment, sends);
        var sqs = AwsClients.sqs(environment);
        var sender = new SqsMessageSender(sqs, config.queues());
        var services = Services.read(SecretSource.of(config, environment).read());
        var assembly = Assembly.open(services, sender, config.tuning(), CONNECTIONS);
        var metrics = new Metrics(config.metricsStack(), System.out::println, () -> assembly.pace().throttled(), InstantSource.system());
        return new LambdaRuntime(assembly, config, new SqsRedelivery(sqs, config.queues()), metrics);
    }
}
