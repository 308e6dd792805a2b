package dev.pg2convex.local.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/** What a function's answer means for the messages of its batch, by Lambda's rules for {@code ReportBatchItemFailures}. */
sealed interface BatchResult {
    /** These have been dealt with and are deleted; the others of the batch are left to reappear. */
    record Handled(List<Message> messages) implements BatchResult {
        public Handled {
            messages = List.copyOf(messages);
        }
    }

    /** Nothing is deleted. */
    record Failed(String why) implements BatchResult {}

    /** No answer, or one without a list, is a success of all; an identifier that is none of the batch's fails all. */
    static BatchResult of(List<Message> batch, SQSBatchResponse response) {
        if (response == null || response.getBatchItemFailures() == null) {
            return new Handled(batch);
        }
        var identifiers = response.getBatchItemFailures()
                .stream()
                .map(failure -> failure == null ? null : failure.getItemIdentifier())
                .collect(Collectors.toSet());
        var known = batch.stream().map(Message::messageId).collect(Collectors.toSet());
        if (!known.containsAll(identifiers)) {
            return new Failed("the function named a failed message that is not of its batch");
        }
        return new Handled(batch.stream().filter(message -> !identifiers.contains(message.messageId())).toList());
    }
}
