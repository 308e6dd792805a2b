package dev.pg2convex.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Received messages as the event that Lambda makes of them. */
public final class SqsEvents {
    private final String queueArn;

    public SqsEvents(String queueArn) {
        this.queueArn = queueArn;
    }

    public SQSEvent of(List<Message> messages) {
        var event = new SQSEvent();
        event.setRecords(messages.stream().map(this::record).toList());
        return event;
    }

    private SQSEvent.SQSMessage record(Message message) {
        var made = new SQSEvent.SQSMessage();
        made.setMessageId(message.messageId());
        made.setReceiptHandle(message.receiptHandle());
        made.setBody(message.body());
        made.setMd5OfBody(message.md5OfBody());
        made.setMd5OfMessageAttributes(message.md5OfMessageAttributes());
        made.setAttributes(new HashMap<>(message.attributesAsStrings()));
        made.setMessageAttributes(attributes(message.messageAttributes()));
        made.setEventSource("aws:sqs");
        made.setEventSourceArn(queueArn);
        made.setAwsRegion(queueArn.split(":", -1)[3]);
        return made;
    }

    private static Map<String, SQSEvent.MessageAttribute> attributes(Map<String, MessageAttributeValue> values) {
        var attributes = new HashMap<String, SQSEvent.MessageAttribute>();
        values.forEach((name, value) -> {
            var attribute = new SQSEvent.MessageAttribute();
            attribute.setDataType(value.dataType());
            attribute.setStringValue(value.stringValue());
            if (value.binaryValue() != null) {
                attribute.setBinaryValue(value.binaryValue().asByteBuffer());
            }
            attributes.put(name, attribute);
        });
        return attributes;
    }
}
