package dev.pg2convex.chaos;

import dev.pg2convex.aws.AwsClients;
import dev.pg2convex.aws.QueueUrls;
import dev.pg2convex.aws.Services;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.local.engine.Queues;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an engine finds what it works on; can be handed to another process. */
record Parts(String postgresUrl, String convexUrl, String convexKey, String queueEndpoint, Map<QueueName, String> queueUrls) {

    Services services() {
        return new Services(postgresUrl, Optional.empty(), convexUrl, convexKey);
    }

    Queues queues() {
        return new Queues(AwsClients.sqs(Map.of("AWS_ENDPOINT_URL_SQS", queueEndpoint)), new QueueUrls(queueUrls));
    }

    List<String> arguments() {
        var arguments = new ArrayList<>(List.of(postgresUrl, convexUrl, convexKey, queueEndpoint));
        for (var queue : QueueName.values()) {
            arguments.add(queueUrls.get(queue));
        }
        return arguments;
    }

    static Parts of(List<String> arguments) {
        var urls = new EnumMap<QueueName, String>(QueueName.class);
        int next = 4;
        for (var queue : QueueName.values()) {
            urls.put(queue, arguments.get(next++));
        }
        return new Parts(arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3), urls);
    }
}
