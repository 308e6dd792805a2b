package dev.pg2convex.local.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.testing.Queues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each of the event source's semantics, against a real queue. */
@Order(1)
final class EventSourceTest {
    @RegisterExtension
    static final Queues QUEUES = new Queues(Duration.ofSeconds(1), 2);

    private final List<SQSEvent> events = new CopyOnWriteArrayList<>();
    private TestQueue queue;

    @BeforeEach
    void freshQueue() {
        queue = new TestQueue(QUEUES.endpoint(), QUEUES.create().get(QueueName.PAGES));
    }

    @Test
    void poll_message_comesWithWhatLambdaGives() {
        queue.send("hello");
        try (var _ = queue.source(1, 1, (event, context) -> {
            assertEquals("the-function", context.getFunctionName());
            assertFalse(context.getAwsRequestId().isEmpty());
            assertTrue(context.getRemainingTimeInMillis() > 1_000 && context.getRemainingTimeInMillis() <= 5_000);
            return accept(event);
        })) {
            Await.until("one event", () -> events.size() == 1);
        }
        var message = onlyMessage(events.getFirst());
        assertEquals("hello", message.getBody());
        assertEquals("5d41402abc4b2a76b9719d911017c592", message.getMd5OfBody());
        assertEquals("aws:sqs", message.getEventSource());
        assertEquals("arn:aws:sqs:us-east-1:000000000000:" + queue.name(), message.getEventSourceArn());
        assertEquals("us-east-1", message.getAwsRegion());
        assertEquals("1", message.getAttributes().get("ApproximateReceiveCount"));
        assertTrue(message.getAttributes().containsKey("SentTimestamp"));
        assertFalse(message.getMessageId().isEmpty());
        assertFalse(message.getReceiptHandle().isEmpty());
    }

    @Test
    void poll_handledMessages_areDeleted() {
        queue.send("a", "b", "c");
        try (var _ = queue.source(10, 1, (event, _) -> accept(event))) {
            Await.until("the queue is empty", () -> queue.size() == 0);
        }
        assertEquals(3, events.stream().mapToInt(event -> event.getRecords().size()).sum());
    }

    @Test
    void poll_partialFailure_onlyTheFailedOneReappears() {
        queue.send("good", "bad", "fine");
        try (var _ = queue.source(10, 1, (event, _) -> {
            accept(event);
            return failing(
                    event.getRecords().stream().filter(message -> message.getBody().equals("bad")).map(SQSMessage::getMessageId).toList());
        })) {
            Await.until("the bad one is dead", () -> queue.deadLetters() == 1);
        }
        var bodies = events.stream().flatMap(event -> event.getRecords().stream()).map(SQSMessage::getBody).sorted().toList();
        assertEquals(List.of("bad", "bad", "fine", "good"), bodies);
        assertEquals(0, queue.size());
    }

    @Test
    void poll_exception_failsTheWholeBatch() {
        queue.send("a", "b");
        try (var _ = queue.source(10, 1, (event, _) -> {
            accept(event);
            throw new AssertionError("no");
        })) {
            Await.until("both are dead", () -> queue.deadLetters() == 2);
        }
        assertEquals(List.of("1", "1", "2", "2"), receiveCounts());
    }

    @Test
    void poll_unknownIdentifier_failsTheWholeBatch() {
        queue.send("a", "b");
        try (var _ = queue.source(10, 1, (event, _) -> {
            accept(event);
            return failing(List.of("no such message"));
        })) {
            Await.until("both are dead", () -> queue.deadLetters() == 2);
        }
    }

    @Test
    void poll_nullIdentifier_failsTheWholeBatch() {
        queue.send("a");
        try (var _ = queue.source(10, 1, (event, _) -> {
            accept(event);
            return new SQSBatchResponse(List.of(new SQSBatchResponse.BatchItemFailure()));
        })) {
            Await.until("it is dead", () -> queue.deadLetters() == 1);
        }
    }

    @Test
    void poll_noAnswer_isASuccess() {
        queue.send("a");
        try (var _ = queue.source(10, 1, (event, _) -> {
            accept(event);
            return null;
        })) {
            Await.until("the queue is empty", () -> queue.size() == 0);
        }
        assertEquals(1, events.size());
    }

    @Test
    void poll_answerAfterTheTimeout_isAFailure() {
        queue.send("a");
        try (var _ = queue.source(1, 1, Duration.ofMillis(50), (event, _) -> {
            Await.sleep(Duration.ofMillis(100));
            return accept(event);
        })) {
            Await.until("it is dead", () -> queue.deadLetters() == 1);
        }
        assertEquals(2, events.size());
    }

    @Test
    void poll_visibilityChangedByTheFunction_isWhatCounts() {
        var slow = new TestQueue(QUEUES.endpoint(), QUEUES.create(Duration.ofMinutes(5), 3).get(QueueName.PAGES));
        slow.send("a");
        long start = System.nanoTime();
        try (var _ = slow.source(1, 1, (event, _) -> {
            accept(event);
            if (events.size() == 2) {
                return accepted();
            }
            slow.hide(onlyMessage(event).getReceiptHandle(), 1);
            return failing(List.of(onlyMessage(event).getMessageId()));
        })) {
            Await.until("the queue is empty", () -> slow.size() == 0);
        }
        assertEquals(List.of("1", "2"), receiveCounts());
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20));
    }

    @Test
    void poll_manyMessages_runsAtMostTheMaximumAtOnce() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        for (int i = 0; i < 6; i++) {
            queue.send("a", "b", "c", "d", "e");
        }
        try (var source = queue.source(1, 3, (event, _) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Await.sleep(Duration.ofMillis(20));
            running.decrementAndGet();
            return accept(event);
        })) {
            Await.until("the queue is empty", () -> queue.size() == 0);
            assertEquals(3, most.get());
            Await.until("nothing runs", () -> source.running() == 0);
        }
        assertEquals(30, events.size());
    }

    @Test
    void poll_messageSentWhilePolling_isHandledAtOnce() {
        var waits = new CopyOnWriteArrayList<Long>();
        try (var _ = queue.source(new EventSourceSettings("the-function", queue.url(), 1, 4, Duration.ofSeconds(5), Duration.ofSeconds(3)),
                (event, _) -> {
                    waits.add(System.nanoTime() - Long.parseLong(onlyMessage(event).getBody()));
                    return accepted();
                })) {
            for (int i = 1; i <= 5; i++) {
                Await.sleep(Duration.ofMillis(50));
                queue.send(Long.toString(System.nanoTime()));
                int sent = i;
                Await.until("it is handled", () -> waits.size() == sent);
            }
        }
        long median = waits.stream().sorted().skip(2).findFirst().orElseThrow();
        assertTrue(median < TimeUnit.SECONDS.toNanos(1), () -> "half took over " + median / 1_000_000 + " ms");
    }

    @Test
    void poll_hundredsOfMessages_areEachHandledOnce() {
        for (int i = 0; i < 300; i += 10) {
            queue.send(10, "x");
        }
        try (var _ = queue.source(1, 8, (event, _) -> accept(event))) {
            Await.until("the queue is empty", () -> queue.size() == 0);
        }
        assertEquals(300, events.stream().map(event -> onlyMessage(event).getMessageId()).distinct().count());
    }

    @Test
    void stop_runningInvocation_mayFinish() throws InterruptedException {
        var entered = new CountDownLatch(1);
        queue.send("a");
        var source = queue.source(1, 1, (event, _) -> {
            entered.countDown();
            Await.sleep(Duration.ofMillis(300));
            return accept(event);
        });
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        queue.send("b");
        assertTrue(source.stop(Duration.ofSeconds(10)));
        assertEquals(1, events.size());
        assertEquals(1, queue.size());
    }

    @Test
    void stop_invocationBeyondTheGrace_isNotClean() throws InterruptedException {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        queue.send("a");
        var source = queue.source(1, 1, (event, _) -> {
            entered.countDown();
            release.await();
            return accept(event);
        });
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        assertFalse(source.stop(Duration.ofMillis(100)));
        release.countDown();
        assertTrue(source.stop(Duration.ofSeconds(10)));
    }

    @Test
    void breakOffReceiving_runningInvocation_mayFinish() throws InterruptedException {
        var entered = new CountDownLatch(1);
        queue.send("a");
        var settings = new EventSourceSettings("the-function", queue.url(), 1, 2, Duration.ofSeconds(5), Duration.ofSeconds(20));
        var source = queue.source(settings, (event, _) -> {
            entered.countDown();
            Await.sleep(Duration.ofMillis(300));
            return accept(event);
        });
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        source.breakOffReceiving();
        assertTrue(source.stop(Duration.ofSeconds(10)));
        assertEquals(1, events.size());
        assertEquals(0, queue.size());
        assertEquals(Optional.empty(), source.trouble(), "a poll that was broken off is no trouble");
    }

    @Test
    void trouble_queueIsMissing_isNamed() {
        var missing = new TestQueue(QUEUES.endpoint(), QUEUES.endpoint() + "/000000000000/nowhere");
        try (var source = missing.source(1, 1, (event, _) -> accept(event))) {
            Await.until("trouble", () -> source.trouble().isPresent());
            assertEquals("aws_not_found", source.trouble().orElseThrow().code());
        }
    }

    private SQSBatchResponse accept(SQSEvent event) {
        events.add(event);
        return accepted();
    }

    private List<String> receiveCounts() {
        return events.stream()
                .flatMap(event -> event.getRecords().stream())
                .map(message -> message.getAttributes().get("ApproximateReceiveCount"))
                .sorted()
                .toList();
    }

    private static SQSMessage onlyMessage(SQSEvent event) {
        assertEquals(1, event.getRecords().size());
        return event.getRecords().getFirst();
    }

    private static SQSBatchResponse accepted() {
        return new SQSBatchResponse(List.of());
    }

    private static SQSBatchResponse failing(List<String> identifiers) {
        return new SQSBatchResponse(identifiers.stream().map(SQSBatchResponse.BatchItemFailure::new).toList());
    }
}
