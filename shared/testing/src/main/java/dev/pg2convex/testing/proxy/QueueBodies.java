package dev.pg2convex.testing.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands in the bodies of SQS's JSON protocol. */
final class QueueBodies {
    private static final JsonMapper JSON = JsonMapper.shared();

    private QueueBodies() {}

    /** A send whose messages each have a delay of their own. */
    static HttpMessage delayed(HttpMessage send, Random random, int latestSeconds) {
        var body = (ObjectNode) JSON.readTree(send.body());
        if (body.get("Entries") instanceof ArrayNode entries) {
            entries.forEach(entry -> ((ObjectNode) entry).put("DelaySeconds", random.nextInt(latestSeconds + 1)));
        } else {
            body.put("DelaySeconds", random.nextInt(latestSeconds + 1));
        }
        return send.withBody(JSON.writeValueAsBytes(body));
    }

    static HttpMessage shuffled(HttpMessage received, Random random) {
        if (JSON.readTree(received.body()) instanceof ObjectNode body && body.get("Messages") instanceof ArrayNode messages) {
            List<JsonNode> order = new ArrayList<>(messages.values());
            Collections.shuffle(order, random);
            messages.removeAll().addAll(order);
            return received.withBody(JSON.writeValueAsBytes(body));
        }
        return received;
    }

    /** The calls that make each received message visible again. */
    static List<HttpMessage> makeVisible(HttpMessage receive, HttpMessage received) {
        var queue = JSON.readTree(receive.body()).path("QueueUrl");
        return JSON.readTree(received.body())
                .path("Messages")
                .values()
                .stream()
                .map(message -> HttpMessage.queueAction("ChangeMessageVisibility",
                        JSON.writeValueAsBytes(JSON.createObjectNode()
                                .put("VisibilityTimeout", 0)
                                .set("QueueUrl", queue)
                                .set("ReceiptHandle", message.path("ReceiptHandle")))))
                .toList();
    }

    static HttpMessage purge(String queueUrl) {
        return HttpMessage.queueAction("PurgeQueue", JSON.writeValueAsBytes(JSON.createObjectNode().put("QueueUrl", queueUrl)));
    }

    static HttpMessage unavailable() {
        var body = JSON.createObjectNode().put("__type", "com.amazonaws.sqs#ServiceUnavailable").put("message", "not now");
        return HttpMessage.answer(503, "application/x-amz-json-1.0", JSON.writeValueAsBytes(body));
    }
}
