package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Raises the fence, if it still is what the handshake saw.
 *
 * @param target the deployment's identity, or a new one for a deployment that has none
 * @param expectedRun the fence's run as the handshake saw it; empty for no fence
 */
public record BeginRequest(String mapping, String storeId, String target, Optional<String> expectedRun, UUID runId,
        List<ClaimedTable> tables) {
    public BeginRequest {
        requireNonNull(mapping);
        requireNonNull(storeId);
        requireNonNull(target);
        requireNonNull(expectedRun);
        requireNonNull(runId);
        tables = List.copyOf(tables);
    }

    /** @param mayHaveDocuments a new target may have documents in this table already */
    public record ClaimedTable(String name, boolean mayHaveDocuments) {}
}
