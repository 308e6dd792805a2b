package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.testing.Queues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

final class SqsRedeliveryTest {
    /** Longer than the test may take: what comes again does so by the backoff. */
    @RegisterExtension
    static final Queues QUEUES = new Queues(Duration.ofHours(1), 3);

    private QueueUrls urls;
    private SqsClient client;
    private SqsRedelivery redelivery;

    @BeforeEach
    void send() {
        urls = new QueueUrls(QUEUES.create());
        client = AwsClients.sqs(Map.of("AWS_ENDPOINT_URL_SQS", QUEUES.endpoint().toString()));
        redelivery = new SqsRedelivery(client, urls);
        client.sendMessage(request -> request.queueUrl(urls.url(QueueName.CONTROL)).messageBody("{ \"as\": \"it is\" }"));
    }

    @Test
    void again_receivedMessage_comesAsANewOne() {
        var received = receive();

        redelivery.again(QueueName.CONTROL, asEvent(received), Duration.ofSeconds(1));

        var again = receive();
        assertEquals(received.body(), again.body());
        assertEquals("1", receives(again));
    }

    @Test
    void backoff_receivedMessage_comesBackBeforeItsVisibilityTimeout() {
        var received = receive();

        redelivery.backoff(QueueName.CONTROL, asEvent(received));

        var again = receive();
        assertEquals(received.messageId(), again.messageId());
        assertEquals("2", receives(again));
    }

    private Message receive() {
        List<Message> messages = List.of();
        while (messages.isEmpty()) {
            messages = client.receiveMessage(request -> request.queueUrl(urls.url(QueueName.CONTROL))
                    .waitTimeSeconds(5)
                    .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)).messages();
        }
        return messages.getFirst();
    }

    private static String receives(Message message) {
        return message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
    }

    private static SQSMessage asEvent(Message message) {
        var event = new SQSMessage();
        event.setMessageId(message.messageId());
        event.setReceiptHandle(message.receiptHandle());
        event.setBody(message.body());
        event.setAttributes(Map.of("ApproximateReceiveCount", receives(message)));
        return event;
    }
}
