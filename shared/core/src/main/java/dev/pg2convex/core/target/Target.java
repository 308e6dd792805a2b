package dev.pg2convex.core.target;

import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Port: a Convex deployment that has the pg2convex functions. Every method may throw a {@link dev.pg2convex.core.CategorizedException}; one that
 * writes nothing never throws {@link dev.pg2convex.core.Failure#AMBIGUOUS}.
 */
public interface Target {
    /** The version of the functions' arguments and results that this program speaks. */
    int PROTOCOL = 1;

    /** How to name the deployment to an operator: its URL and type, never its key. */
    String label();

    Handshake handshake(String mapping);

    BeginOutcome begin(BeginRequest request);

    /** Applies a batch in one transaction, or returns what its receipt says. */
    BatchOutcome write(WriteRequest request);

    /** Learns whether a batch was committed and, if not, makes sure that it never will be. */
    BatchOutcome settle(String mapping, UUID runId, UUID batchId);

    ReceiptPage receipts(String mapping, Optional<String> cursor, int limit);

    /** Drops receipts of runs behind the fence. False when more are left. */
    boolean dropReceipts(String mapping, UUID runId, int limit);

    /**
     * Records that rows have these documents, so that no other row adopts one. Repeating it is harmless.
     *
     * @return false when the fence belongs to another run
     */
    boolean claim(String mapping, UUID runId, String table, List<String> documents);

    /**
     * Forgets that rows have documents, of one table of the mapping or of all: a page of the records. The documents stay. Repeating it is harmless.
     *
     * @return where to go on; empty when all are forgotten
     * @throws dev.pg2convex.core.CategorizedException {@code fenced} when the fence belongs to another run, or there is none
     */
    Optional<String> release(String mapping, UUID runId, Optional<String> table, Optional<String> cursor, int limit);

    /**
     * Drops the mapping's receipts, and with the last of them its fence: from then on nothing of the mapping is taken.
     *
     * @return whether the fence is gone; otherwise there are more receipts
     * @throws dev.pg2convex.core.CategorizedException {@code fenced} when the fence belongs to another run, or there is none
     */
    boolean end(String mapping, UUID runId, int limit);

    /** Documents by ID, by position; empty for one that does not exist in that table. */
    List<Optional<Value.Obj>> documents(String table, List<String> ids, List<String> fields);

    DocumentPage scan(String table, Optional<String> cursor, int limit, List<String> fields);

    /** Reads the text of {@link Handshake#schemaJson()}. */
    TargetSchema schema(String schemaJson);
}
