package dev.pg2convex.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends messages in batches. What a batch's answer names as failed is sent again a few times, the rest of the batch is not. */
public final class SqsMessageSender implements MessageSender {
    /** SQS's own bound. */
    private static final int BATCH_ENTRIES = 10;
    /** The bound that every SQS has had for a whole batch; AWS takes 1 MiB by now, ElasticMQ does not. */
    private static final int BATCH_BYTES = 256 * 1024;
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);
    /** With the pauses between them a little under a second: a hiccup is survived, an outage is the caller's to wait for. */
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final SqsClient client;
    private final QueueUrls urls;

    public SqsMessageSender(SqsClient client, QueueUrls urls) {
        this.client = requireNonNull(client);
        this.urls = requireNonNull(urls);
    }

    @Override
    public void send(QueueName queue, List<? extends Message> messages, Duration delay) {
        sendBodies(queue, messages.stream().map(MessageCodec::encode).toList(), delay);
    }

    void sendBodies(QueueName queue, List<String> bodies, Duration delay) {
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("a message can be delayed by 0 s to 15 min, not by " + delay);
        }
        // Rounded up: a message that comes before its time would only be sent once more.
        int seconds = (int) delay.plusMillis(999).toSeconds();
        var batch = new ArrayList<SendMessageBatchRequestEntry>();
        int bytes = 0;
        for (var body : bodies) {
            int size = body.getBytes(UTF_8).length;
            if (batch.size() == BATCH_ENTRIES || !batch.isEmpty() && bytes + size > BATCH_BYTES) {
                sendBatch(queue, batch);
                batch.clear();
                bytes = 0;
            }
            batch.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(batch.size()))
                    .messageBody(body)
                    .delaySeconds(seconds)
                    .build());
            bytes += size;
        }
        if (!batch.isEmpty()) {
            sendBatch(queue, batch);
        }
    }

    private void sendBatch(QueueName queue, List<SendMessageBatchRequestEntry> entries) {
        var left = List.copyOf(entries);
        for (int attempt = 1;; attempt++) {
            var failed = attempt(queue, left);
            if (failed.isEmpty()) {
                return;
            }
            if (attempt == ATTEMPTS || failed.stream().anyMatch(BatchResultErrorEntry::senderFault)) {
                throw refused(queue, failed, entries.size());
            }
            var ids = failed.stream().map(BatchResultErrorEntry::id).collect(Collectors.toSet());
            left = left.stream().filter(entry -> ids.contains(entry.id())).toList();
            pause(queue, FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        }
    }

    private List<BatchResultErrorEntry> attempt(QueueName queue, List<SendMessageBatchRequestEntry> entries) {
        try {
            return client.sendMessageBatch(request -> request.queueUrl(urls.url(queue)).entries(entries)).failed();
        } catch (SdkException e) {
            throw SqsFailures.categorize(e, "sending to queue " + QueueUrls.nameOf(queue));
        }
    }

    private static CategorizedException refused(QueueName queue, List<BatchResultErrorEntry> failed, int of) {
        var codes = failed.stream().map(BatchResultErrorEntry::code).distinct().sorted().collect(Collectors.joining(", "));
        var message = "sending to queue " + QueueUrls.nameOf(queue) + ": " + failed.size() + " of " + of + " messages were not taken ("
                + codes + ")";
        return failed.stream().anyMatch(BatchResultErrorEntry::senderFault)
                ? new CategorizedException(Failure.DETERMINISTIC, "aws_refused", message)
                : new CategorizedException(Failure.UNAVAILABLE, "aws_unavailable", message + "; send them again later");
    }

    private static void pause(QueueName queue, Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CategorizedException(Failure.UNAVAILABLE, "interrupted",
                    "sending to queue " + QueueUrls.nameOf(queue) + " was interrupted", e);
        }
    }
}
