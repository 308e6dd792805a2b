package dev.pg2convex.coordinator;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.aws.ControlInput;
import dev.pg2convex.aws.InvocationCodec;
import dev.pg2convex.aws.MalformedMessageException;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.message.Command.Reply;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control queue: our own messages, and the commands of events and schedules. */
final class ControlBatch {
    private static final Logger LOG = LoggerFactory.getLogger(ControlBatch.class);

    private final Coordinator coordinator;

    ControlBatch(Coordinator coordinator) {
        this.coordinator = coordinator;
    }

    SQSBatchResponse handle(SQSEvent event, Deadline deadline) {
        var failures = new ArrayList<BatchItemFailure>();
        for (var message : event.getRecords()) {
            if (!served(message, deadline)) {
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }

    private boolean served(SQSMessage message, Deadline deadline) {
        try {
            switch (InvocationCodec.decodeControl(message.getBody())) {
                case ControlInput.Internal internal -> coordinator.handle(internal.message(), deadline);
                case ControlInput.Requested requested -> log(coordinator.execute(requested.request().command(), deadline));
            }
            return true;
        } catch (MalformedMessageException e) {
            LOG.error("message {} on the control queue cannot be read: {}; it goes to the dead-letter queue", message.getMessageId(),
                    e.getMessage());
            return false;
        } catch (CategorizedException e) {
            LOG.error("message {} on the control queue failed: {} ({})", message.getMessageId(), e.getMessage(), e.code());
            return false;
        } catch (RuntimeException e) {
            // A foreign exception's message may hold a row's values.
            LOG.error("message {} on the control queue failed: {}", message.getMessageId(), e.getClass().getName());
            LOG.debug("the failure of message {}", message.getMessageId(), e);
            return false;
        }
    }

    /** A start beside an active run, say by a schedule, is no failure: there is nobody to answer but the log. */
    private static void log(Reply reply) {
        switch (reply) {
            case Reply.Refused refused -> LOG.warn("not done: {} ({})", refused.message(), refused.code());
            case Reply.Accepted accepted -> LOG.info("run {} is {}", accepted.runId(), accepted.state());
            case Reply.Registered registered -> LOG.info("mapping {} is registered as {}", registered.mapping(), registered.hash());
            case Reply.Progress _ -> LOG.debug("a status was asked for through the queue, where nobody reads it");
        }
    }
}
