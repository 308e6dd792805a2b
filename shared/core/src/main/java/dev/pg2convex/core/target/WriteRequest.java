package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.Match;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One batch, as sent: one batch ID is one payload, so the same request may be sent again at any time. */
public record WriteRequest(String mapping, UUID runId, UUID batchId, String table, Optional<Match> match, List<Operation> operations) {
    public WriteRequest {
        requireNonNull(mapping);
        requireNonNull(runId);
        requireNonNull(batchId);
        requireNonNull(table);
        requireNonNull(match);
        operations = List.copyOf(operations);
    }
}
