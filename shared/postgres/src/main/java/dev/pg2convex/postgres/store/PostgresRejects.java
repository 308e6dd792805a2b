package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.store.Rejects;
import dev.pg2convex.core.store.StoreRefused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@link Rejects} in Postgres. */
final class PostgresRejects implements Rejects {
    private final Transactions transactions;

    PostgresRejects(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void put(PageLease held, List<Reject> rejects, Collection<String> cleared) throws StoreRefused {
        transactions.run(handle -> {
            Guards.heldPage(handle, held, Guards.Lock.SHARE);
            var rows = new RejectRows(handle, held.runId());
            rows.clear(held.table(), cleared);
            rows.put(held.pageId(), rejects);
            return null;
        });
    }

    @Override
    public Set<String> among(String target, String table, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return transactions.look(handle -> handle
                .createQuery("SELECT key FROM pg2convex.reject WHERE target = :target AND table_name = :table AND key = ANY (:keys)")
                .bind("target", target)
                .bind("table", table)
                .bindArray("keys", String.class, keys)
                .mapTo(String.class)
                .set());
    }

    @Override
    public Set<String> confirmed(UUID runId, String table, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return transactions.look(handle -> handle.createQuery("""
                SELECT key FROM pg2convex.reject
                WHERE target = (SELECT target FROM pg2convex.run WHERE id = :run) AND run_id = :run AND table_name = :table
                    AND key = ANY (:keys)""")
                .bind("run", runId)
                .bind("table", table)
                .bindArray("keys", String.class, keys)
                .mapTo(String.class)
                .set());
    }

    @Override
    public List<Reject> list(String mapping, String target, Optional<String> table, int limit) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT table_name, key, reason, field FROM pg2convex.reject
                WHERE target = :target AND mapping = :mapping AND (:table::text IS NULL OR table_name = :table)
                ORDER BY target, table_name, key LIMIT :limit""")
                .bind("target", target)
                .bind("mapping", mapping)
                .bind("table", table.orElse(null))
                .bind("limit", limit)
                .map((row, _) -> reject(row))
                .list());
    }

    @Override
    public List<String> toRedrive(String target, String table, Scope scope, KeyRange range, int limit) {
        var redrive = scope.redrive().orElse(Scope.Redrive.ALL);
        return transactions.look(handle -> handle.createQuery("""
                SELECT key FROM pg2convex.reject
                WHERE target = :target AND table_name = :table
                    AND (:after::text IS NULL OR key > :after) AND (:through::text IS NULL OR key <= :through)
                    AND (reason = :of_parent OR :selected AND (cardinality(:reasons) = 0 OR reason = ANY (:reasons))
                        AND (cardinality(:keys) = 0 OR key = ANY (:keys)))
                ORDER BY key LIMIT :limit""")
                .bind("target", target)
                .bind("table", table)
                .bind("after", range.after().orElse(null))
                .bind("through", range.through().orElse(null))
                .bind("of_parent", RejectReason.PARENT_REJECTED.code())
                .bind("selected", scope.includes(table))
                .bindArray("reasons", String.class, redrive.reasons())
                .bindArray("keys", String.class, redrive.keys())
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<Listed> list(String mapping, String target, List<String> tables, List<String> reasons, Optional<Place> after, int limit) {
        return transactions.look(handle -> {
            var query = handle.createQuery("""
                    SELECT table_name, key, reason, field, run_id FROM pg2convex.reject
                    WHERE target = :target AND mapping = :mapping AND (cardinality(:tables) = 0 OR table_name = ANY (:tables))
                        AND (cardinality(:reasons) = 0 OR reason = ANY (:reasons))""" + Places.condition(after)
                    + " ORDER BY target, table_name, key LIMIT :limit");
            return Places.bind(query, after)
                    .bind("target", target)
                    .bind("mapping", mapping)
                    .bindArray("tables", String.class, tables)
                    .bindArray("reasons", String.class, reasons)
                    .bind("limit", limit)
                    .map((row, _) -> new Listed(reject(row), row.getObject("run_id", UUID.class)))
                    .list();
        });
    }

    private static Reject reject(ResultSet row) throws SQLException {
        return new Reject(row.getString("table_name"), row.getString("key"), row.getString("reason"),
                Optional.ofNullable(row.getString("field")));
    }

    @Override
    public void dropUnconfirmed(UUID runId, List<String> tables) {
        transactions.run(handle -> handle.createUpdate("""
                DELETE FROM pg2convex.reject USING pg2convex.run
                WHERE run.id = :run AND reject.target = run.target AND reject.mapping = run.mapping
                    AND reject.table_name = ANY (:tables)
                    AND reject.run_id <> run.id""").bind("run", runId).bindArray("tables", String.class, tables).execute());
    }
}
