package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Decides when a failed message comes again: sooner than its queue's visibility timeout would have it, later with each receive. */
public final class Visibility {
    private static final Logger LOG = LoggerFactory.getLogger(Visibility.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SqsClient client;
    private final QueueUrls urls;
    private final RandomGenerator random;

    public Visibility(SqsClient client, QueueUrls urls, RandomGenerator random) {
        this.client = requireNonNull(client);
        this.urls = requireNonNull(urls);
        this.random = requireNonNull(random);
    }

    /** How often this message has been received, this time included. */
    public static int receives(SQSMessage message) {
        var count = message.getAttributes() == null ? null : message.getAttributes().get("ApproximateReceiveCount");
        try {
            return count == null ? 1 : Math.max(1, Integer.parseInt(count));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** Makes the message visible again after a backoff. Where that fails it comes when the queue has it come: nothing is lost. */
    public void backOff(QueueName queue, SQSMessage message) {
        var delay = delay(receives(message));
        try {
            client.changeMessageVisibility(request -> request.queueUrl(urls.url(queue)).receiptHandle(message.getReceiptHandle())
                    .visibilityTimeout((int) delay.toSeconds()));
        } catch (SdkException e) {
            LOG.debug("{}", SqsFailures.categorize(e, "backing off a message of queue " + QueueUrls.nameOf(queue)).getMessage());
        }
    }

    /** Twice as long each time, up to a bound, and up to a half more at random, so that what failed together does not come again together. */
    Duration delay(int receives) {
        var delay = FIRST.multipliedBy(1L << Math.min(receives - 1, 20));
        var bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
        return bounded.plusMillis(random.nextLong(bounded.toMillis() / 2 + 1));
    }
}
