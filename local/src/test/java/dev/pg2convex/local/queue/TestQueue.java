package dev.pg2convex.local.queue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.AwsClients;
import dev.pg2convex.testing.Queues;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue to try an event source on. */
final class TestQueue {
    private final SqsClient client;
    private final String url;

    TestQueue(URI endpoint, String url) {
        this.client = AwsClients.sqs(Map.of("AWS_ENDPOINT_URL_SQS", endpoint.toString()));
        this.url = url;
    }

    String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    String url() {
        return url;
    }

    void send(String... bodies) {
        for (var body : bodies) {
            client.sendMessage(request -> request.queueUrl(url).messageBody(body));
        }
    }

    /** As many messages of that body, at most 10, in one request. */
    void send(int count, String body) {
        var entries = IntStream.range(0, count)
                .mapToObj(id -> SendMessageBatchRequestEntry.builder().id(Integer.toString(id)).messageBody(body).build())
                .toList();
        client.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
    }

    void hide(String receiptHandle, int seconds) {
        client.changeMessageVisibility(request -> request.queueUrl(url).receiptHandle(receiptHandle).visibilityTimeout(seconds));
    }

    /** Messages in the queue, those received and not deleted included. */
    int size() {
        return size(url);
    }

    int deadLetters() {
        return size(Queues.deadLetters(url));
    }

    EventSource source(int batchSize, int concurrency, Function function) {
        return source(batchSize, concurrency, Duration.ofSeconds(5), function);
    }

    EventSource source(int batchSize, int concurrency, Duration timeout, Function function) {
        return source(new EventSourceSettings("the-function", url, batchSize, concurrency, timeout), function);
    }

    EventSource source(EventSourceSettings settings, Function function) {
        return EventSource.start(client, settings, (event, context) -> {
            try {
                return function.handle(event, context);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private int size(String url) {
        var attributes = client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL)).attributes();
        return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    /** A function under an event source. */
    interface Function {
        SQSBatchResponse handle(SQSEvent event, Context context) throws InterruptedException;
    }
}
