package dev.pg2convex.testing.functions;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.aws.Redelivery;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps what is to come again, instead of a queue. */
public final class Redelivered implements Redelivery {
    /** A message that is sent again. */
    public record Again(QueueName queue, String body, Duration delay) {}

    private final List<Again> again = new ArrayList<>();
    private final List<String> backoff = new ArrayList<>();

    public List<Again> again() {
        return List.copyOf(again);
    }

    /** The identifiers of messages that failed. */
    public List<String> backoff() {
        return List.copyOf(backoff);
    }

    /** As if nothing had been sent again so far. */
    public void forget() {
        again.clear();
    }

    @Override
    public void again(QueueName queue, SQSMessage message, Duration delay) {
        again.add(new Again(queue, message.getBody(), delay));
    }

    @Override
    public void backoff(QueueName queue, SQSMessage message) {
        backoff.add(message.getMessageId());
    }

    /** Messages {@code m0}, {@code m1} and so on, each received so often. */
    public static SQSEvent event(int receives, String... bodies) {
        var messages = new ArrayList<SQSMessage>();
        for (var body : bodies) {
            var message = new SQSMessage();
            message.setMessageId("m" + messages.size());
            message.setBody(body);
            message.setAttributes(Map.of("ApproximateReceiveCount", Integer.toString(receives)));
            messages.add(message);
        }
        var event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }
}
