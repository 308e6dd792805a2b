package dev.pg2convex.aws;

import dev.pg2convex.core.message.QueueName;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Where the queues are. A function need not know all of them: one that it asks for and does not know is an error of its configuration. */
public record QueueUrls(Map<QueueName, String> urls) {
    public QueueUrls {
        urls = Map.copyOf(urls);
    }

    /** Looks all queues up by name: {@code prefix} and the queue's own name. */
    public static QueueUrls find(SqsClient client, String prefix) {
        var found = new EnumMap<QueueName, String>(QueueName.class);
        for (var queue : QueueName.values()) {
            var name = prefix + nameOf(queue);
            try {
                found.put(queue, client.getQueueUrl(request -> request.queueName(name)).queueUrl());
            } catch (SdkException e) {
                throw SqsFailures.categorize(e, "queue " + name);
            }
        }
        return new QueueUrls(found);
    }

    /** The queue's name without a prefix: {@code pages}, {@code verify}, {@code control}. */
    public static String nameOf(QueueName queue) {
        return queue.name().toLowerCase(Locale.ROOT);
    }

    public String url(QueueName queue) {
        var url = urls.get(queue);
        if (url == null) {
            throw new IllegalArgumentException("no URL for queue " + nameOf(queue) + "; known are "
                    + Arrays.stream(QueueName.values()).filter(urls::containsKey).map(QueueUrls::nameOf).collect(Collectors.joining(", ")));
        }
        return url;
    }
}
