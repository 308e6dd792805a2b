package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;

/** What the coordinator may be invoked with: a batch from its queue, or a command. */
public sealed interface Invocation {
    record Batch(SQSEvent event) implements Invocation {
        public Batch {
            requireNonNull(event);
        }
    }

    record Requested(CommandRequest request) implements Invocation {
        public Requested {
            requireNonNull(request);
        }
    }
}
