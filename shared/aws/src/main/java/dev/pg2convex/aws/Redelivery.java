package dev.pg2convex.aws;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;

/** Port: how a message that did not serve its purpose comes again. */
public interface Redelivery {
    /** As a new message, for one that must wait: it has all its receives before it. The old one is to be acknowledged after that. */
    void again(QueueName queue, SQSMessage message, Duration delay);

    /** As itself, for one that failed and is reported so: after a pause that doubles with each receive, instead of the queue's visibility timeout. */
    void backoff(QueueName queue, SQSMessage message);

    /** How often the message has been received, this time included. */
    static int receives(SQSMessage message) {
        var count = message.getAttributes() == null ? null : message.getAttributes().get("ApproximateReceiveCount");
        return count == null ? 1 : Integer.parseInt(count);
    }
}
