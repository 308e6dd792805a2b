package dev.pg2convex.local.engine;

import dev.pg2convex.aws.AwsClients;
import dev.pg2convex.aws.QueueUrls;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.embedded.EmbeddedQueue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The engine's queues, and the client that reaches them. */
public record Queues(SqsClient client, QueueUrls urls) implements AutoCloseable {
    /** A page's message is received so often before the page counts as failed. */
    public static final int MAX_RECEIVES = 5;

    /** Six times a page's usual work at least; what is leased is not worked on twice before. */
    private static final Duration VISIBILITY = Duration.ofMinutes(15);

    /** Makes the queues in a server of this process. */
    public static Queues embedded(EmbeddedQueue server) {
        var urls = new EnumMap<QueueName, String>(QueueName.class);
        for (var queue : QueueName.values()) {
            urls.put(queue, server.createQueue(QueueUrls.nameOf(queue), VISIBILITY, MAX_RECEIVES));
        }
        return new Queues(AwsClients.sqs(Map.of("AWS_ENDPOINT_URL_SQS", server.endpoint().toString())), new QueueUrls(urls));
    }

    /**
     * The queues of a server that is given, such as one that {@code pg2convex local} keeps.
     *
     * @param environment of it {@code AWS_ENDPOINT_URL_SQS}, {@code AWS_REGION} and what the AWS SDK takes its credentials from
     */
    public static Queues given(Map<String, String> environment) {
        var client = AwsClients.sqs(environment);
        return new Queues(client, QueueUrls.find(client, ""));
    }

    @Override
    public void close() {
        client.close();
    }
}
