package dev.pg2convex.aws;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.CommandRequest.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Tells apart what the coordinator is invoked with, and what its queue holds. */
public final class InvocationCodec {
    private InvocationCodec() {}

    /** @throws MalformedMessageException with the JSON path of what is wrong */
    public static Invocation decode(String json) {
        var node = Json.parse(json);
        return node.has("Records") ? new Invocation.Batch(event(node)) : new Invocation.Requested(CommandCodec.decode(node, Origin.DIRECT));
    }

    /** The body of a message of the control queue. */
    public static ControlInput decodeControl(String body) {
        var node = Json.parse(body);
        return CommandCodec.isCommand(node) ? new ControlInput.Requested(CommandCodec.decode(node, Origin.QUEUE))
                : new ControlInput.Internal(MessageCodec.decode(node));
    }

    /** The JSON of an SQS event, as Lambda hands it to a function. */
    public static SQSEvent decodeEvent(String json) {
        return event(Json.parse(json));
    }

    /** The answer to an SQS event, as Lambda wants it. */
    public static String encode(SQSBatchResponse response) {
        var json = Json.MAPPER.createObjectNode();
        var failures = json.putArray("batchItemFailures");
        response.getBatchItemFailures().forEach(failure -> failures.addObject().put("itemIdentifier", failure.getItemIdentifier()));
        return json.toString();
    }

    private static SQSEvent event(JsonNode json) {
        var records = json.path("Records");
        if (!records.isArray()) {
            throw new MalformedMessageException("$.Records", "expected the array of an SQS event");
        }
        var messages = new ArrayList<SQSEvent.SQSMessage>();
        for (var each : records) {
            messages.add(message(Fields.of(each, "$.Records[" + messages.size() + "]"), each));
        }
        var event = new SQSEvent();
        event.setRecords(messages);
        return event;
    }

    private static SQSEvent.SQSMessage message(Fields fields, JsonNode json) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId(fields.text("messageId"));
        message.setReceiptHandle(fields.text("receiptHandle"));
        message.setBody(json.path("body").asString(""));
        message.setMd5OfBody(json.path("md5OfBody").asString(""));
        message.setEventSource(json.path("eventSource").asString(""));
        message.setEventSourceArn(json.path("eventSourceARN").asString(""));
        message.setAwsRegion(json.path("awsRegion").asString(""));
        message.setAttributes(attributes(json.path("attributes")));
        message.setMessageAttributes(Map.of());
        return message;
    }

    private static Map<String, String> attributes(JsonNode json) {
        var attributes = new HashMap<String, String>();
        json.properties().forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue().asString("")));
        return attributes;
    }
}
