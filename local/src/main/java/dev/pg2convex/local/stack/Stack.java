package dev.pg2convex.local.stack;

import dev.pg2convex.aws.AwsClients;
import dev.pg2convex.aws.DeadLetters;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.local.Version;
import dev.pg2convex.local.control.RunDrive;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The functions of a stack: they drive runs by themselves, and answer through their coordinator. */
public final class Stack implements RunDrive {
    /** Each look is an invocation. */
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** A function may take up to two minutes, and Lambda a while to start it. */
    private static final Duration ANSWER = Duration.ofSeconds(150);
    private static final String COUNT = "sqs:GetQueueAttributes";

    private final StackName name;
    private final StackOutputs outputs;
    private final LambdaClient lambda;
    private final SqsClient sqs;
    private final StackCoordinator coordinator;

    private Stack(StackName name, StackOutputs outputs, LambdaClient lambda, SqsClient sqs) {
        this.name = name;
        this.outputs = outputs;
        this.lambda = lambda;
        this.sqs = sqs;
        this.coordinator = new StackCoordinator(lambda, outputs, () -> UUID.randomUUID().toString());
    }

    /**
     * Finds the stack.
     *
     * @param environment of it what the AWS CLI takes, and the services' endpoints
     * @throws CategorizedException where it is not there, is none of ours, or is of another version
     */
    public static Stack open(StackName name, Map<String, String> environment) {
        var clients = new Clients(name, name.in(environment));
        var outputs = find(clients, name);
        if (!outputs.version().equals(Version.CURRENT)) {
            throw new CategorizedException(Failure.CONFIGURATION, "other_version",
                    "stack " + name.name() + " is pg2convex " + outputs.version() + ", and this command is " + Version.CURRENT
                            + "; use the command of that version, or deploy this one (sam deploy)");
        }
        var lambda = clients.configured(LambdaClient.builder(), "AWS_ENDPOINT_URL_LAMBDA")
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(ANSWER))
                .build();
        var sqs = clients.configured(SqsClient.builder(), "AWS_ENDPOINT_URL_SQS").build();
        return new Stack(name, outputs, lambda, sqs);
    }

    private static StackOutputs find(Clients clients, StackName name) {
        try (var client = clients.configured(CloudFormationClient.builder(), "AWS_ENDPOINT_URL_CLOUDFORMATION").build()) {
            return StackOutputs.find(client, name.name(), client.serviceClientConfiguration().region().id());
        }
    }

    /** Which one it is. */
    public String label() {
        return name.name() + " in " + outputs.place().region() + " of account " + outputs.place().account();
    }

    @Override
    public Reply execute(Command command) {
        return coordinator.execute(command);
    }

    @Override
    public Map<QueueName, Integer> deadLetters() {
        var counts = new EnumMap<QueueName, Integer>(QueueName.class);
        outputs.deadLetters().forEach((queue, url) -> {
            try {
                counts.put(queue, DeadLetters.count(sqs, url));
            } catch (SdkException e) {
                throw StackFailures.categorize(e, "a dead-letter queue", COUNT, outputs.place().queue(url));
            }
        });
        return counts;
    }

    @Override
    public boolean outlivesUs() {
        return true;
    }

    /** The tick does. */
    @Override
    public void keepOn(UUID runId) {
        // Nothing is needed of us.
    }

    @Override
    public Duration look() {
        return LOOK;
    }

    @Override
    public void close() {
        lambda.close();
        sqs.close();
    }

    private record Clients(StackName name, Map<String, String> environment) {
        <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> B configured(B builder, String variable) {
            return AwsClients.configured(builder, environment, variable, name.profile());
        }
    }
}
