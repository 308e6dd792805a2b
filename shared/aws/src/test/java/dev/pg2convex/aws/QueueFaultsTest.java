package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.testing.Queues;
import dev.pg2convex.testing.proxy.QueueFault;
import dev.pg2convex.testing.proxy.QueueFaultPlan;
import dev.pg2convex.testing.proxy.QueueFaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The faults of a queue, on a real one, between it and the client that the program uses. */
final class QueueFaultsTest {
    @RegisterExtension
    static final Queues QUEUES = new Queues();

    private static final UUID RUN = UUID.fromString("6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b");

    private QueueFaultProxy proxy;
    private SqsClient client;
    private String url;
    private SqsMessageSender sender;

    @BeforeEach
    void open() {
        var urls = new QueueUrls(QUEUES.create());
        url = urls.url(QueueName.PAGES);
        proxy = QueueFaultProxy.before(QUEUES.endpoint(), 1);
        client = AwsClients.sqs(Map.of("AWS_ENDPOINT_URL_SQS", proxy.endpoint().toString()));
        sender = new SqsMessageSender(client, urls);
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
    }

    @Test
    void send_sentTwice_everyMessageComesTwice() {
        proxy.follow(QueueFaultPlan.always(QueueFault.SENT_TWICE));
        send(12);

        var times = new HashMap<Long, Integer>();
        receive(24).forEach(page -> times.merge(page, 1, Integer::sum));

        assertEquals(12, times.size());
        assertTrue(times.values().stream().allMatch(count -> count == 2), times.toString());
    }

    @Test
    void send_sentLate_allComeInAnotherOrder() {
        proxy.follow(QueueFaultPlan.always(QueueFault.SENT_LATE));
        send(20);

        var received = receive(20);

        assertEquals(LongStream.range(0, 20).boxed().toList(), received.stream().sorted().toList());
        assertTrue(!received.equals(received.stream().sorted().toList()), "in order");
    }

    @Test
    void receive_receivedTwice_comesAgainWhileTheFirstIsAtWork() {
        send(1);
        proxy.follow(QueueFaultPlan.always(QueueFault.RECEIVED_TWICE));

        var first = client.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(5)).messages();
        var second = client.receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(5)).messages();

        assertEquals(first.getFirst().messageId(), second.getFirst().messageId());
    }

    @Test
    void receive_shuffled_hasTheSameMessages() {
        proxy.follow((action, _) -> action.equals("ReceiveMessage") ? Optional.of(QueueFault.RECEIVED_SHUFFLED) : Optional.empty());
        send(10);

        assertEquals(LongStream.range(0, 10).boxed().toList(), receive(10).stream().sorted().toList());
    }

    @Test
    void send_answerLost_isRepeatedAndNothingIsMissing() {
        proxy.follow((action, number) -> action.equals("SendMessageBatch") && number == 1 ? Optional.of(QueueFault.ANSWER_LOST)
                : Optional.empty());
        send(3);

        assertEquals(List.of(0L, 0L, 1L, 1L, 2L, 2L), receive(6).stream().sorted().toList());
    }

    @Test
    void send_unavailableForLong_isUnavailable() {
        proxy.follow(QueueFaultPlan.always(QueueFault.UNAVAILABLE));

        assertEquals(Failure.UNAVAILABLE, assertThrows(CategorizedException.class, () -> send(1)).failure());
    }

    @Test
    void loseEverything_leavesTheQueueEmpty() throws Exception {
        send(5);

        proxy.loseEverything(url);

        assertEquals(List.of(), client.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10)).messages());
    }

    @Test
    void random_seed_repeatsItself() {
        var all = List.of(QueueFault.values());

        assertEquals(faults(QueueFaultPlan.random(3, 0.5, all)), faults(QueueFaultPlan.random(3, 0.5, all)));
        assertTrue(!faults(QueueFaultPlan.random(3, 0.5, all)).equals(faults(QueueFaultPlan.random(4, 0.5, all))));
    }

    private static List<String> faults(QueueFaultPlan plan) {
        return IntStream.range(0, 50).mapToObj(n -> plan.faultFor("SendMessageBatch", n).toString()).toList();
    }

    private void send(int pages) {
        sender.send(QueueName.PAGES, LongStream.range(0, pages).mapToObj(page -> new Message.PageMessage(RUN, page)).toList(),
                Duration.ZERO);
    }

    /** So many, in the order in which they come. */
    private List<Long> receive(int count) {
        var pages = new ArrayList<Long>();
        while (pages.size() < count) {
            for (var message : client.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(5))
                    .messages()) {
                pages.add(((Message.PageMessage) MessageCodec.decode(message.body())).pageId());
                client.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
        return pages;
    }
}
