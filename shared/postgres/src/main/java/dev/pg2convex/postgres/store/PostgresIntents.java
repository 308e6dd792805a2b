package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Intents;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.OperationResult;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** {@link Intents} in Postgres. */
final class PostgresIntents implements Intents {
    private final Transactions transactions;

    PostgresIntents(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void record(PageLease held, Intent intent) throws StoreRefused {
        if (intent.pageId() != held.pageId() || !intent.runId().equals(held.runId())) {
            throw new IllegalArgumentException("intent " + intent.batchId() + " is not of page " + held.pageId());
        }
        transactions.run(handle -> {
            Guards.activeRun(handle, held.runId());
            Guards.heldPage(handle, held, Guards.Lock.SHARE);
            new DeleteBound(handle, held).check(intent);
            return IntentRows.insert(handle, intent);
        });
    }

    @Override
    public boolean committed(UUID batchId, List<OperationResult> results) {
        return transactions.run(handle -> {
            // The page first: the lock order. Whoever holds its token now does not matter: what a receipt says has happened.
            handle.createQuery("""
                    SELECT id FROM pg2convex.page
                    WHERE id = (SELECT page_id FROM pg2convex.intent WHERE batch_id = :batch) FOR NO KEY UPDATE""")
                    .bind("batch", batchId)
                    .mapTo(Long.class)
                    .findOne();
            var intent = IntentRows.lockOpen(handle, batchId);
            intent.ifPresent(open -> {
                var acknowledgement = Acknowledgement.of(open, results);
                IntentRows.close(handle, batchId, "committed");
                new AcknowledgementWriter(handle, open).write(acknowledgement);
            });
            return intent.isPresent();
        });
    }

    @Override
    public boolean voided(UUID batchId) {
        return transactions.run(handle -> IntentRows.close(handle, batchId, "void"));
    }

    @Override
    public List<Intent> openOf(PageLease held) throws StoreRefused {
        return transactions.run(handle -> {
            Guards.heldPage(handle, held, Guards.Lock.SHARE);
            return IntentRows.all(handle.createQuery(IntentRows.SELECT + "WHERE page_id = :page AND state = 'open' ORDER BY number")
                    .bind("page", held.pageId()));
        });
    }

    @Override
    public List<Intent> open(String mapping, String target, int limit) {
        return transactions.look(handle -> IntentRows.all(handle.createQuery(IntentRows.SELECT + """
                WHERE state = 'open' AND run_id IN (SELECT id FROM pg2convex.run WHERE mapping = :mapping AND target = :target)
                ORDER BY number LIMIT :limit""").bind("mapping", mapping).bind("target", target).bind("limit", limit)));
    }

    @Override
    public List<UUID> unknown(Collection<UUID> batchIds) {
        if (batchIds.isEmpty()) {
            return List.of();
        }
        return transactions.look(handle -> handle.createQuery("""
                SELECT asked.batch_id FROM unnest(:batches) WITH ORDINALITY AS asked (batch_id, position)
                WHERE NOT EXISTS (SELECT FROM pg2convex.intent WHERE intent.batch_id = asked.batch_id)
                ORDER BY asked.position""").bindArray("batches", UUID.class, batchIds).mapTo(UUID.class).list());
    }

    @Override
    public void forget(String mapping, String target, UUID currentRun) {
        transactions.run(handle -> handle.createUpdate("""
                DELETE FROM pg2convex.intent WHERE state <> 'open' AND run_id IN (
                    SELECT id FROM pg2convex.run WHERE mapping = :mapping AND target = :target AND id <> :current)""")
                .bind("mapping", mapping)
                .bind("target", target)
                .bind("current", currentRun)
                .execute());
    }
}
