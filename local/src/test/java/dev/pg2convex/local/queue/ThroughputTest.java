package dev.pg2convex.local.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.testing.Queues;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The queue must never be what a migration waits for: pages are seconds of work on AWS, but milliseconds on an empty machine. */
final class ThroughputTest {
    @RegisterExtension
    static final Queues QUEUES = new Queues(Duration.ofSeconds(30), 5);

    @Test
    void poll_thousandMessages_takesSeconds() {
        var queue = new TestQueue(QUEUES.endpoint(), QUEUES.url(QueueName.PAGES));
        for (int i = 0; i < 100; i++) {
            queue.send(10, "x");
        }
        var handled = new AtomicInteger();
        long start = System.nanoTime();
        try (var _ = queue.source(1, 8, (_, _) -> {
            handled.incrementAndGet();
            return new SQSBatchResponse(List.of());
        })) {
            Await.until("all are handled", () -> handled.get() == 1_000);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.err.printf("%.0f messages/s%n", 1_000 / seconds);
        assertTrue(seconds < 20, () -> "took " + seconds + " s");
    }
}
