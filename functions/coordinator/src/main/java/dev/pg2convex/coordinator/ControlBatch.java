package dev.pg2convex.coordinator;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.aws.CommandRequest;
import dev.pg2convex.aws.ControlInput;
import dev.pg2convex.aws.InvocationCodec;
import dev.pg2convex.aws.LogContext;
import dev.pg2convex.aws.MalformedMessageException;
import dev.pg2convex.aws.Redelivery;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control queue: our own messages, and the commands of events and schedules. */
final class ControlBatch {
    private static final Logger LOG = LoggerFactory.getLogger(ControlBatch.class);

    /** Before a message that met a service which is away comes again: no load, and soon enough once the service is back. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Coordinator coordinator;
    private final Redelivery redelivery;

    ControlBatch(Coordinator coordinator, Redelivery redelivery) {
        this.coordinator = coordinator;
        this.redelivery = redelivery;
    }

    SQSBatchResponse handle(SQSEvent event, Deadline deadline) {
        var failures = new ArrayList<BatchItemFailure>();
        for (var message : event.getRecords()) {
            if (!served(message, deadline)) {
                failures.add(new BatchItemFailure(message.getMessageId()));
                redelivery.backoff(QueueName.CONTROL, message);
            }
            LogContext.messageEnded();
        }
        return new SQSBatchResponse(failures);
    }

    private boolean served(SQSMessage message, Deadline deadline) {
        try {
            var input = InvocationCodec.decodeControl(message.getBody());
            if (input instanceof ControlInput.Internal(Message internal)) {
                LogContext.control(internal);
            }
            carryOutOrWait(message, input, deadline);
            return true;
        } catch (MalformedMessageException e) {
            LOG.error(
                    "message {} on the control queue cannot be read: {}; after its receives it is in the dead-letter queue: look who sends such messages,"
                            + " and purge it there",
                    message.getMessageId(), e.getMessage());
            return false;
        } catch (CategorizedException e) {
            LOG.error(
                    "message {} on the control queue failed and comes again: {} ({}); where that does not end, mend it, and send the message again from"
                            + " the dead-letter queue",
                    message.getMessageId(), e.getMessage(), e.code());
            return false;
        } catch (RuntimeException e) {
            // A foreign exception's message may hold a row's values.
            LOG.error("message {} on the control queue failed: {}", message.getMessageId(), e.getClass().getName());
            LOG.debug("the failure of message {}", message.getMessageId(), e);
            return false;
        }
    }

    /** Waiting is not failing. A tick is not kept: the next one says the same, and in a long outage they would only pile up. */
    private void carryOutOrWait(SQSMessage message, ControlInput input, Deadline deadline) {
        try {
            carryOut(message, input, deadline);
        } catch (CategorizedException e) {
            if (!e.passes()) {
                throw e;
            }
            LOG.info("message {} on the control queue waits {} s: {} ({})", message.getMessageId(), PAUSE.toSeconds(), e.getMessage(),
                    e.code());
            if (!(input instanceof ControlInput.Internal(Message.Tick _))) {
                redelivery.again(QueueName.CONTROL, message, PAUSE);
            }
        }
    }

    private void carryOut(SQSMessage message, ControlInput input, Deadline deadline) {
        switch (input) {
            case ControlInput.Internal internal -> coordinator.handle(internal.message(), deadline);
            case ControlInput.Requested(CommandRequest request) ->
                log(request.command().mapping(), coordinator.execute(request.command(), identifier(message, request), deadline));
        }
    }

    /** The event's own if it has one; a message that is delivered twice is the same one anyway. */
    private static Optional<String> identifier(SQSMessage message, CommandRequest request) {
        return request.requestId().or(() -> Optional.of(message.getMessageId()));
    }

    /** A start beside an active run, say by a schedule, is no failure: there is nobody to answer but the log. */
    private static void log(String mapping, Reply reply) {
        switch (reply) {
            case Reply.Refused refused when refused.code().equals(RefusedException.RUN_ACTIVE) ->
                LOG.warn("mapping {}: not done, and not kept: {}", mapping, refused.message());
            case Reply.Refused refused -> LOG.error("mapping {}: not done: {} ({}); mend it, then send the command again", mapping,
                    refused.message(), refused.code());
            case Reply.Accepted accepted -> LOG.info("run {} is {}", accepted.runId(), accepted.state());
            case Reply.Registered registered -> LOG.info("mapping {} is registered as {}", registered.mapping(), registered.hash());
            case Reply.Progress _, Reply.Report _, Reply.Rejects _, Reply.Ids _ ->
                LOG.debug("a status was asked for through the queue, where nobody reads it");
        }
    }
}
