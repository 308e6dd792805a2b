package dev.pg2convex.postgres.store;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.run.DeleteLimit;
import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.store.Intent;
import org.jdbi.v3.core.Handle;

/**
 * What the pages of a delete stage may delete in all: rows may have vanished since the planner counted them. Counted from acknowledged batches and open
 * intents, under a lock of the stage, so that batches side by side cannot pass it together and one that was voided takes nothing of it.
 */
final class DeleteBound {
    private final Handle handle;
    private final PageLease held;

    DeleteBound(Handle handle, PageLease held) {
        this.handle = handle;
        this.held = held;
    }

    /** @throws CategorizedException {@code delete_guard}, before anything of the batch is sent */
    void check(Intent intent) {
        long deletes = intent.rows().stream().filter(row -> row.op() == Intent.Op.DELETE).count();
        if (deletes == 0 || isAllowed()) {
            return;
        }
        long planned = lockStage();
        long deleted = number("SELECT coalesce(sum(deleted), 0) FROM pg2convex.page WHERE run_id = :run AND ordinal = :ordinal");
        long all = deletes + number("""
                SELECT coalesce(sum(deleted), 0) + (
                    SELECT coalesce(sum(cardinality(intent.row_keys)), 0)
                    FROM pg2convex.intent JOIN pg2convex.page AS held ON held.id = intent.page_id
                    WHERE held.run_id = :run AND held.ordinal = :ordinal AND intent.state = 'open')
                FROM pg2convex.page WHERE run_id = :run AND ordinal = :ordinal""");
        // The planner has seen all of the table and let its number pass; the table is counted only where more than that is to go.
        if (all <= Math.max(DeleteLimit.FREE, planned)) {
            return;
        }
        long mapped = deleted + mapped(intent.table());
        if (DeleteLimit.isExceeded(all, mapped)) {
            throw new CategorizedException(Failure.CONFIGURATION, "delete_guard", all + " of the " + mapped + " documents in table "
                    + intent.table() + " would be deleted by now, because their rows are gone from the source; " + deleted
                    + " were, the others were left alone. If rows were lost by mistake, bring them back and resume; if it is right, cancel"
                    + " the run and start again with --allow-deletes");
        }
    }

    private boolean isAllowed() {
        return handle.createQuery("SELECT allow_deletes FROM pg2convex.run WHERE id = :run")
                .bind("run", held.runId())
                .mapTo(Boolean.class)
                .one();
    }

    /** @return the rows that the planner found gone */
    private long lockStage() {
        return number("SELECT gone FROM pg2convex.stage WHERE run_id = :run AND ordinal = :ordinal FOR NO KEY UPDATE");
    }

    private long number(String sql) {
        return handle.createQuery(sql).bind("run", held.runId()).bind("ordinal", held.ordinal()).mapTo(Long.class).one();
    }

    private long mapped(String table) {
        return handle.createQuery("""
                SELECT count(*) FROM pg2convex.id_mapping
                WHERE target = (SELECT target FROM pg2convex.run WHERE id = :run) AND table_name = :table""")
                .bind("run", held.runId())
                .bind("table", table)
                .mapTo(Long.class)
                .one();
    }
}
