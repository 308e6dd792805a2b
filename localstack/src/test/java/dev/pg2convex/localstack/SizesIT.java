package dev.pg2convex.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.aws.ControlInput;
import dev.pg2convex.aws.InvocationCodec;
import dev.pg2convex.aws.QueueUrls;
import dev.pg2convex.aws.SqsRedelivery;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Messages as large as they may be. */
@Timeout(300)
class SizesIT {
    @RegisterExtension
    static final LocalStack AWS = new LocalStack();

    /** Of an entry of PutEvents, its envelope included. */
    private static final int LARGEST_EVENT = 256 * 1024;
    /** As many as a command may name. */
    private static final int KEYS = Scope.Part.MOST_KEYS;
    private static final String PAGE = "{\"version\":1,\"type\":\"page\",\"runId\":\"6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b\",\"pageId\":12}";

    private static Stack stack;

    @BeforeAll
    static void create() {
        stack = Stack.create(AWS, Map.of());
    }

    @AfterAll
    static void delete() {
        stack.close();
    }

    /** A message that must wait is sent again as it is, whatever its size. */
    @Test
    void again_messageOfTheLargestSize_isSent_andOneOverItIsRefusedWithoutAWordOfIt() {
        int largest = Integer.parseInt(stack.attribute("PagesQueueUrl", QueueAttributeName.MAXIMUM_MESSAGE_SIZE));
        var redelivery = new SqsRedelivery(stack.sqs(), new QueueUrls(Map.of(QueueName.PAGES, stack.output("PagesQueueUrl"))));

        redelivery.again(QueueName.PAGES, page(largest), Duration.ZERO);

        assertEquals(page(largest).getBody(), receive("PagesQueueUrl").body());
        var refused = assertThrows(CategorizedException.class, () -> redelivery.again(QueueName.PAGES, page(largest + 1), Duration.ZERO));
        assertEquals(Failure.DETERMINISTIC, refused.failure());
        assertFalse(refused.getMessage().contains("6f0c9a52"), refused.getMessage());
    }

    @Test
    void event_ofTheLargestSize_isReadFromTheControlQueue() {
        var keys = IntStream.range(0, KEYS)
                .mapToObj(key -> "\"" + (1_000_000_000_000_000_000L + key) + "\"")
                .collect(Collectors.joining(","));
        var detail = "{\"version\":1,\"command\":\"resync\",\"mapping\":\"chat\",\"scope\":{\"tables\":[\"threads\"],\"keys\":[" + keys
                + "]}}";
        int room = LARGEST_EVENT - 1_024 - detail.getBytes(UTF_8).length;
        var padded = " ".repeat(room) + detail;
        stack.events()
                .putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                        .source("com.example.chat")
                        .detailType("pg2convex.migration.requested")
                        .detail(padded)
                        .build()));

        var input = InvocationCodec.decodeControl(receive("ControlQueueUrl").body());

        var request = assertInstanceOf(ControlInput.Requested.class, input).request();
        assertEquals(KEYS, assertInstanceOf(Command.Start.class, request.command()).scope().keys().orElseThrow().keys().size());
    }

    private static SQSMessage page(int size) {
        var message = new SQSMessage();
        message.setMessageId("large");
        message.setBody(PAGE + " ".repeat(size - PAGE.length()));
        return message;
    }

    private static Message receive(String queue) {
        return stack.sqs().receiveMessage(request -> request.queueUrl(stack.output(queue)).waitTimeSeconds(20)).messages().getFirst();
    }
}
