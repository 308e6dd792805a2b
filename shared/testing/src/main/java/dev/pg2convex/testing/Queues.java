package dev.pg2convex.testing;

import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.embedded.EmbeddedQueue;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh set of queues for each test class, in one ElasticMQ for the whole JVM.
 *
 * <pre>{@code @RegisterExtension static final Queues QUEUES = new Queues();}</pre>
 */
public final class Queues implements BeforeAllCallback {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Duration visibility;
    private final int maxReceives;
    private EmbeddedQueue server;
    private Map<QueueName, String> urls;

    /** With a visibility timeout of 30 s and 3 receives. */
    public Queues() {
        this(Duration.ofSeconds(30), 3);
    }

    public Queues(Duration visibility, int maxReceives) {
        this.visibility = visibility;
        this.maxReceives = maxReceives;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = Shared.server(context, EmbeddedQueue.class, EmbeddedQueue::start);
        urls = create();
    }

    /** Makes one more set of queues. */
    public Map<QueueName, String> create() {
        return create(visibility, maxReceives);
    }

    /** Makes one more set of queues, with another visibility timeout and number of receives. */
    public Map<QueueName, String> create(Duration visibility, int maxReceives) {
        var prefix = "test-" + MADE.incrementAndGet() + "-";
        var made = new EnumMap<QueueName, String>(QueueName.class);
        for (var queue : QueueName.values()) {
            made.put(queue, server.createQueue(prefix + queue.name().toLowerCase(Locale.ROOT), visibility, maxReceives));
        }
        return Map.copyOf(made);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public Map<QueueName, String> urls() {
        return urls;
    }

    public String url(QueueName queue) {
        return urls.get(queue);
    }

    /** The URL of a queue's dead-letter queue. */
    public static String deadLetters(String queueUrl) {
        return EmbeddedQueue.deadLetterQueue(queueUrl);
    }
}
