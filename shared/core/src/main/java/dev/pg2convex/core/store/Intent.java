package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A batch, recorded before it is sent.
 *
 * @param late rows of the batch that were written with a deferred reference left out
 */
public record Intent(UUID batchId, UUID runId, long pageId, String table, List<Row> rows, int late) {
    public Intent {
        requireNonNull(batchId);
        requireNonNull(runId);
        requireNonNull(table);
        rows = List.copyOf(rows);
    }

    /**
     * One row, by position of the batch's operations.
     *
     * @param documentId of an update or delete
     * @param hash of the document as sent; empty for a delete
     */
    public record Row(String key, Op op, Optional<String> documentId, String hash) {
        public Row {
            requireNonNull(key);
            requireNonNull(op);
            requireNonNull(documentId);
            requireNonNull(hash);
        }
    }

    /** {@link #RECREATE} is an insert of a row whose document was found gone. */
    public enum Op {
        INSERT, RECREATE, UPDATE, DELETE
    }
}
