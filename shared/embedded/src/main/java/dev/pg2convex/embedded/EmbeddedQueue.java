package dev.pg2convex.embedded;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import tools.jackson.databind.json.JsonMapper;

/** ElasticMQ: a queue server that speaks the REST protocol of SQS, on loopback and a free port, in memory. */
public final class EmbeddedQueue implements AutoCloseable {
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ActorSystem actors;
    private final URI endpoint;

    private EmbeddedQueue(ActorSystem actors, URI endpoint) {
        this.actors = actors;
        this.endpoint = endpoint;
    }

    /** Starts it without a queue, on a free port. */
    public static EmbeddedQueue start() {
        var config = ConfigFactory.parseResources(EmbeddedQueue.class, "elasticmq.conf")
                .withFallback(ConfigFactory.load(EmbeddedQueue.class.getClassLoader()));
        var actors = ActorSystem.create("queue", config);
        var server = SQSRestServerBuilder.withActorSystem(actors)
                .withInterface("127.0.0.1")
                .withDynamicPort()
                .withAWSRegion(REGION)
                .withAWSAccountId(ACCOUNT)
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        return new EmbeddedQueue(actors, URI.create("http://127.0.0.1:" + port));
    }

    /** For {@code AWS_ENDPOINT_URL_SQS}. */
    public URI endpoint() {
        return endpoint;
    }

    /**
     * Makes a queue and its dead-letter queue, {@code NAME-dlq}.
     *
     * @param visibility how long a received message stays hidden
     * @param maxReceives how often a message is handed out before it goes to the dead-letter queue
     * @return the queue's URL
     */
    public String createQueue(String name, Duration visibility, int maxReceives) {
        create(deadLetterQueue(name), Map.of());
        var redrive = Map.of("deadLetterTargetArn", "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + deadLetterQueue(name),
                "maxReceiveCount", Integer.toString(maxReceives));
        create(name, Map.of("VisibilityTimeout", Long.toString(visibility.toSeconds()), "RedrivePolicy", JSON.writeValueAsString(redrive)));
        return url(name);
    }

    public String url(String name) {
        return endpoint + "/" + ACCOUNT + "/" + name;
    }

    /** The name of a queue's dead-letter queue. */
    public static String deadLetterQueue(String name) {
        return name + "-dlq";
    }

    /** At once: the server's own way to stop waits for the polls that are open. */
    @Override
    public void close() {
        actors.terminate();
        actors.getWhenTerminated().toCompletableFuture().orTimeout(STOP.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void create(String name, Map<String, String> attributes) {
        try {
            // The newer client would load all of TLS first.
            var connection = (HttpURLConnection) endpoint.toURL().openConnection();
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
            connection.setRequestProperty("X-Amz-Target", "AmazonSQS.CreateQueue");
            try (var body = connection.getOutputStream()) {
                JSON.writeValue(body, Map.of("QueueName", name, "Attributes", attributes));
            }
            // An error is thrown here, with its status.
            try (var answer = connection.getInputStream()) {
                answer.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create queue " + name, e);
        }
    }
}
