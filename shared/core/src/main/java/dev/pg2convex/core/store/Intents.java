package dev.pg2convex.core.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.target.OperationResult;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Port: the intents. One leaves {@code open} only through a receipt. */
public interface Intents {
    /**
     * Records an intent before its batch is sent: page and run rows locked FOR SHARE; token mine, run active, page not done.
     *
     * @throws StoreRefused then nothing may be sent
     * @throws dev.pg2convex.core.CategorizedException {@code delete_guard} where the stage would delete more than its run may
     */
    void record(PageLease held, Intent intent) throws StoreRefused;

    /**
     * Open → committed, and only if that changed the row: ID mappings and hashes as sent, rejects set or cleared, the page's counts.
     *
     * @param results of the receipt, by position of the intent's rows
     * @return false when it was closed already
     */
    boolean committed(UUID batchId, List<OperationResult> results);

    /** Open → void. */
    boolean voided(UUID batchId);

    /** The open intents of a page, listed only while the token is mine. */
    List<Intent> openOf(PageLease held) throws StoreRefused;

    /** The open intents of a mapping and target, of whatever run, oldest first. */
    List<Intent> open(String mapping, String target, int limit);

    /** Those of these batches that the store has never recorded. */
    List<UUID> unknown(Collection<UUID> batchIds);

    /** Forgets closed intents of runs other than this one; their receipts must be gone. */
    void forget(String mapping, String target, UUID currentRun);
}
