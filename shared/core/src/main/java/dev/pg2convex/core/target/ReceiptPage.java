package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Some receipts of a mapping.
 *
 * @param cursor where the next page starts; empty after the last
 */
public record ReceiptPage(List<Receipt> receipts, Optional<String> cursor) {
    public ReceiptPage {
        receipts = List.copyOf(receipts);
        requireNonNull(cursor);
    }

    /** A receipt without its results. */
    public record Receipt(UUID batchId, String runId, boolean committed) {}
}
