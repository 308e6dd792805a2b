package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.HttpAnswers.Answer;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.testing.Queues;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;

final class SqsMessageSenderTest {
    @RegisterExtension
    static final Queues QUEUES = new Queues();

    private static final UUID RUN = UUID.fromString("6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b");

    @Test
    void send_manyMessages_allArrive() {
        var urls = new QueueUrls(QUEUES.create());
        var client = client();
        var sent = pages(37);
        new SqsMessageSender(client, urls).send(QueueName.PAGES, sent, Duration.ZERO);
        var received = new HashSet<Message>();
        while (received.size() < sent.size()) {
            client.receiveMessage(request -> request.queueUrl(urls.url(QueueName.PAGES)).maxNumberOfMessages(10).waitTimeSeconds(5))
                    .messages()
                    .forEach(message -> received.add(MessageCodec.decode(message.body())));
        }
        assertEquals(Set.copyOf(sent), received);
    }

    @Test
    void send_delayed_arrivesLater() {
        var urls = new QueueUrls(QUEUES.create());
        var client = client();
        new SqsMessageSender(client, urls).send(QueueName.CONTROL, List.of(Message.Tick.of(RUN)), Duration.ofMillis(1_001));
        long start = System.nanoTime();
        while (client.receiveMessage(request -> request.queueUrl(urls.url(QueueName.CONTROL)).waitTimeSeconds(5)).messages().isEmpty()) {
            assertTrue(System.nanoTime() - start < 20_000_000_000L);
        }
        assertTrue(System.nanoTime() - start > 1_000_000_000L);
    }

    @Test
    void send_nothing_asksNothing() {
        try (var server = new HttpAnswers(new Answer(500, ""))) {
            sender(server).send(QueueName.PAGES, List.of(), Duration.ZERO);
            assertEquals(List.of(), server.requests());
        }
    }

    @Test
    void send_partialFailure_sendsOnlyWhatFailedAgain() {
        try (var server = new HttpAnswers(batch(Map.of("0", false, "2", false)), batch(Map.of("2", true)))) {
            var error = assertThrows(CategorizedException.class, () -> sender(server).send(QueueName.PAGES, pages(3), Duration.ZERO));
            assertEquals("sending to queue pages: 1 of 3 messages were not taken (InternalError)", error.getMessage());
            assertEquals(Failure.DETERMINISTIC, error.failure());
            assertEquals(2, server.requests().size());
            assertTrue(server.requests().getFirst().contains("\\\"pageId\\\":1}"));
            assertTrue(server.requests().getLast().contains("\\\"pageId\\\":2}"));
            assertEquals(-1, server.requests().getLast().indexOf("\\\"pageId\\\":1}"));
        }
    }

    @Test
    void send_failsAgainAndAgain_isThrownWithItsCategory() {
        try (var server = new HttpAnswers(batch(Map.of("0", false, "1", false)))) {
            var error = assertThrows(CategorizedException.class, () -> sender(server).send(QueueName.PAGES, pages(2), Duration.ZERO));
            assertEquals("sending to queue pages: 2 of 2 messages were not taken (InternalError); send them again later",
                    error.getMessage());
            assertEquals(Failure.UNAVAILABLE, error.failure());
            assertEquals(4, server.requests().size());
        }
    }

    @Test
    void send_tooLongADelay_isRefused() {
        try (var server = new HttpAnswers(new Answer(500, ""))) {
            var error = assertThrows(IllegalArgumentException.class,
                    () -> sender(server).send(QueueName.PAGES, pages(1), Duration.ofMinutes(16)));
            assertEquals("a message can be delayed by 0 s to 15 min, not by PT16M", error.getMessage());
        }
    }

    @Test
    void url_unknownQueue_saysWhichAreKnown() {
        var urls = new QueueUrls(Map.of(QueueName.PAGES, "http://p", QueueName.CONTROL, "http://c"));
        assertEquals("no URL for queue verify; known are pages, control",
                assertThrows(IllegalArgumentException.class, () -> urls.url(QueueName.VERIFY)).getMessage());
    }

    @Test
    void find_queuesByName_orSaysWhichIsMissing() {
        var prefix = nameOf(QUEUES.url(QueueName.PAGES)).replace("pages", "");
        assertEquals(QUEUES.urls(), QueueUrls.find(client(), prefix).urls());
        var error = assertThrows(CategorizedException.class, () -> QueueUrls.find(client(), "nowhere-"));
        assertEquals("aws_not_found", error.code());
        assertTrue(error.getMessage().startsWith("queue nowhere-pages: "), error.getMessage());
    }

    private static SqsClient client() {
        return AwsClients.sqs(Map.of("AWS_ENDPOINT_URL_SQS", QUEUES.endpoint().toString()));
    }

    private static SqsMessageSender sender(HttpAnswers server) {
        return new SqsMessageSender(AwsClients.sqs(server.environment()),
                new QueueUrls(Map.of(QueueName.PAGES, "http://127.0.0.1/000000000000/pages")));
    }

    private static List<Message.PageMessage> pages(int count) {
        return LongStream.range(0, count).mapToObj(id -> new Message.PageMessage(RUN, id)).toList();
    }

    private static String nameOf(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /**
     * An answer without the messages that were taken: their checksums would have to be right.
     *
     * @param failed by identifier, with whether it is the sender's fault
     */
    private static Answer batch(Map<String, Boolean> failed) {
        var entries = failed.entrySet()
                .stream()
                .map(entry -> "{\"Id\":\"" + entry.getKey() + "\",\"SenderFault\":" + entry.getValue() + ",\"Code\":\"InternalError\"}")
                .collect(Collectors.joining(","));
        return new Answer(200, "{\"Successful\":[],\"Failed\":[" + entries + "]}");
    }
}
