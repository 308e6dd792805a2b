package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.message.Command;
import java.util.Optional;

/**
 * A command and how it came.
 *
 * @param requestId the event's or the caller's own identifier: two requests with the same one are one request
 */
public record CommandRequest(Command command, Origin origin, Optional<String> requestId) {
    public CommandRequest {
        requireNonNull(command);
        requireNonNull(origin);
        requireNonNull(requestId);
    }

    /** Who may have sent it. Only a direct invocation may register a mapping: whoever may put events must not be able to run SQL. */
    public enum Origin {
        DIRECT, EVENT, QUEUE
    }
}
