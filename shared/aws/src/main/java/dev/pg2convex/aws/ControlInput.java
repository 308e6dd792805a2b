package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.message.Message;

/** What lies in the control queue: our own messages, and the commands of events and schedules that have the queue as their target. */
public sealed interface ControlInput {
    record Internal(Message message) implements ControlInput {
        public Internal {
            requireNonNull(message);
        }
    }

    record Requested(CommandRequest request) implements ControlInput {
        public Requested {
            requireNonNull(request);
        }
    }
}
