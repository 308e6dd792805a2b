package dev.pg2convex.aws;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@link Redelivery} by SQS. */
public final class SqsRedelivery implements Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(SqsRedelivery.class);
    /** SQS's own upper limit is 12 h; a page is worth another look sooner. */
    private static final int MOST_SECONDS = 300;

    private final SqsClient client;
    private final QueueUrls urls;
    private final SqsMessageSender sender;

    public SqsRedelivery(SqsClient client, QueueUrls urls) {
        this.client = client;
        this.urls = urls;
        this.sender = new SqsMessageSender(client, urls);
    }

    @Override
    public void again(QueueName queue, SQSMessage message, Duration delay) {
        sender.sendBodies(queue, List.of(message.getBody()), delay);
    }

    /** Without it the message still comes back, only later: a failure here is not worth an error. */
    @Override
    public void backoff(QueueName queue, SQSMessage message) {
        int seconds = Math.min(MOST_SECONDS, 1 << Math.min(Redelivery.receives(message), 12));
        try {
            client.changeMessageVisibility(
                    request -> request.queueUrl(urls.url(queue)).receiptHandle(message.getReceiptHandle()).visibilityTimeout(seconds));
        } catch (SdkException e) {
            LOG.info("message {} comes back after the queue's visibility timeout, not after {} s: {}", message.getMessageId(), seconds,
                    e.getClass().getSimpleName());
        }
    }
}
