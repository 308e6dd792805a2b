package dev.pg2convex.aws;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.core.message.QueueName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes a failed message visible again after a pause that doubles with each receive, instead of the queue's whole visibility timeout. */
public final class FailureBackoff {
    private static final Logger LOG = LoggerFactory.getLogger(FailureBackoff.class);
    /** SQS's own upper limit is 12 h; a page is worth another look sooner. */
    private static final int MOST_SECONDS = 300;

    private final SqsClient client;
    private final QueueUrls urls;

    public FailureBackoff(SqsClient client, QueueUrls urls) {
        this.client = client;
        this.urls = urls;
    }

    /** How often the message has been received, this time included. */
    static int receives(SQSMessage message) {
        var count = message.getAttributes() == null ? null : message.getAttributes().get("ApproximateReceiveCount");
        return count == null ? 1 : Integer.parseInt(count);
    }

    /** Without it the message still comes back, only later: a failure here is not worth an error. */
    void apply(QueueName queue, SQSMessage message) {
        int seconds = Math.min(MOST_SECONDS, 1 << Math.min(receives(message), 12));
        try {
            client.changeMessageVisibility(
                    request -> request.queueUrl(urls.url(queue)).receiptHandle(message.getReceiptHandle()).visibilityTimeout(seconds));
        } catch (SdkException e) {
            LOG.info("message {} comes back after the queue's visibility timeout, not after {} s: {}", message.getMessageId(), seconds,
                    e.getClass().getSimpleName());
        }
    }
}
