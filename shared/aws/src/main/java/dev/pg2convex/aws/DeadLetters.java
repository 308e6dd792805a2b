package dev.pg2convex.aws;

import dev.pg2convex.core.message.QueueName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.core.JacksonException;

/** The messages that used up their receives, or could never be read: how many wait in each queue's dead-letter queue. */
public final class DeadLetters {
    private final SqsClient client;
    private final QueueUrls urls;

    public DeadLetters(SqsClient client, QueueUrls urls) {
        this.client = client;
        this.urls = urls;
    }

    /** By the queue that they came from; a queue without a dead-letter queue is left out. */
    public Map<QueueName, Integer> counts() {
        var counts = new EnumMap<QueueName, Integer>(QueueName.class);
        urls.urls().forEach((queue, url) -> {
            try {
                nameOfDeadLetterQueue(url).ifPresent(
                        name -> counts.put(queue, count(client, client.getQueueUrl(request -> request.queueName(name)).queueUrl())));
            } catch (SdkException e) {
                throw SqsFailures.categorize(e, "the dead-letter queue of " + QueueUrls.nameOf(queue));
            }
        });
        return counts;
    }

    /** Messages in a queue that is known by its URL. */
    public static int count(SqsClient client, String url) {
        return Integer.parseInt(attribute(client, url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    private Optional<String> nameOfDeadLetterQueue(String url) {
        var policy = attribute(client, url, QueueAttributeName.REDRIVE_POLICY);
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        try {
            var arn = Json.MAPPER.readTree(policy).path("deadLetterTargetArn").asString("");
            return Optional.of(arn.substring(arn.lastIndexOf(':') + 1)).filter(name -> !name.isEmpty());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static String attribute(SqsClient client, String url, QueueAttributeName name) {
        return client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(List.of(name)))
                .attributes()
                .getOrDefault(name, "");
    }
}
