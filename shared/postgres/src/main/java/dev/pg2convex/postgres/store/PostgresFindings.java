package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.store.Findings;
import dev.pg2convex.core.store.ScannedDocument;
import dev.pg2convex.core.store.ScannedDocument.Standing;
import dev.pg2convex.core.store.StoreRefused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link Findings} in Postgres. */
final class PostgresFindings implements Findings {
    private final Transactions transactions;

    PostgresFindings(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void put(PageLease held, List<Finding> findings, Map<Omission, Long> omitted) throws StoreRefused {
        transactions.run(handle -> {
            Guards.heldPage(handle, held, Guards.Lock.EXCLUSIVE);
            handle.createUpdate("DELETE FROM pg2convex.finding WHERE page_id = :page").bind("page", held.pageId()).execute();
            handle.createUpdate("DELETE FROM pg2convex.not_compared WHERE page_id = :page").bind("page", held.pageId()).execute();
            omitted.forEach((omission, amount) -> handle.createUpdate("""
                    INSERT INTO pg2convex.not_compared (page_id, run_id, table_name, reason, amount)
                    SELECT :page, :run, :table, :reason, :amount WHERE :amount > 0""")
                    .bind("page", held.pageId())
                    .bind("run", held.runId())
                    .bind("table", held.table())
                    .bind("reason", omission.code())
                    .bind("amount", amount)
                    .execute());
            return handle.createUpdate("""
                    INSERT INTO pg2convex.finding (run_id, page_id, table_name, kind, key, document_id, field)
                    SELECT :run, :page, new.table_name, new.kind, new.key, new.document_id, new.field
                    FROM unnest(:tables, :kinds, :keys, :documents, :fields) WITH ORDINALITY
                        AS new (table_name, kind, key, document_id, field, position)
                    ORDER BY new.position""")
                    .bind("run", held.runId())
                    .bind("page", held.pageId())
                    .bindArray("tables", String.class, each(findings, Finding::table))
                    .bindArray("kinds", String.class, each(findings, finding -> finding.kind().code()))
                    .bindArray("keys", String.class, each(findings, finding -> finding.key().orElse(null)))
                    .bindArray("documents", String.class, each(findings, finding -> finding.documentId().orElse(null)))
                    .bindArray("fields", String.class, each(findings, finding -> finding.field().orElse(null)))
                    .execute();
        });
    }

    @Override
    public void putScanned(PageLease held, List<ScannedDocument> documents) throws StoreRefused {
        transactions.run(handle -> {
            Guards.heldPage(handle, held, Guards.Lock.SHARE);
            return ScannedRows.put(handle, held, documents);
        });
    }

    @Override
    public void forgetScanned(PageLease held, Collection<String> documentIds) throws StoreRefused {
        transactions.run(handle -> {
            Guards.heldPage(handle, held, Guards.Lock.SHARE);
            return ScannedRows.forget(handle, held, documentIds);
        });
    }

    @Override
    public List<ScannedDocument> scanned(UUID runId, String table, Standing standing) {
        return transactions.look(handle -> ScannedRows.list(handle, runId, table, standing));
    }

    @Override
    public long countScanned(UUID runId, String table, Standing standing) {
        return transactions.look(handle -> ScannedRows.count(handle, runId, table, standing));
    }

    @Override
    public List<Alike> twins(UUID runId, String table) {
        return transactions.look(handle -> ScannedRows.twins(handle, runId, table));
    }

    @Override
    public List<Alike> duplicates(UUID runId, String table) {
        return transactions.look(handle -> ScannedRows.duplicates(handle, runId, table));
    }

    @Override
    public void forgetCollisions(UUID runId, String table, String field) {
        transactions.run(handle -> handle
                .createUpdate("DELETE FROM pg2convex.collision WHERE run_id = :run AND table_name = :table AND field = :field")
                .bind("run", runId)
                .bind("table", table)
                .bind("field", field)
                .execute());
    }

    @Override
    public void putCollisions(UUID runId, String table, String field, List<Collision> collisions) {
        transactions.run(handle -> handle.createUpdate("""
                INSERT INTO pg2convex.collision (run_id, table_name, field, key, reject)
                SELECT :run, :table, :field, new.key, new.reject FROM unnest(:keys, :rejects) AS new (key, reject)
                ORDER BY new.key COLLATE "C"
                ON CONFLICT (run_id, table_name, field, key) DO UPDATE SET reject = excluded.reject""")
                .bind("run", runId)
                .bind("table", table)
                .bind("field", field)
                .bindArray("keys", String.class, each(collisions, Collision::key))
                .bindArray("rejects", Boolean.class, each(collisions, Collision::reject))
                .execute());
    }

    @Override
    public Map<String, String> collidingKeys(UUID runId, String table, Collection<String> keys) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT key, min(field) FROM pg2convex.collision
                WHERE run_id = :run AND table_name = :table AND key = ANY (:keys) AND reject GROUP BY key""")
                .bind("run", runId)
                .bind("table", table)
                .bindArray("keys", String.class, keys)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public List<Finding> list(UUID runId, int limit) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT table_name, kind, key, document_id, field FROM pg2convex.finding WHERE run_id = :run
                ORDER BY run_id, id LIMIT :limit""").bind("run", runId).bind("limit", limit).map((row, _) -> finding(row)).list());
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(row.getString("table_name"), Codes.parse(Kind.class, row.getString("kind")),
                Optional.ofNullable(row.getString("key")), Optional.ofNullable(row.getString("document_id")),
                Optional.ofNullable(row.getString("field")));
    }

    @Override
    public List<Warning> warnings(UUID runId) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT table_name, field, count(*) FROM pg2convex.collision
                WHERE run_id = :run GROUP BY table_name, field ORDER BY table_name, field""")
                .bind("run", runId)
                .map((row, _) -> new Warning(row.getString(1), row.getString(2), row.getLong(3)))
                .list());
    }

    @Override
    public List<NotCompared> notCompared(UUID runId) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT table_name, reason, sum(amount) FROM pg2convex.not_compared
                WHERE run_id = :run GROUP BY table_name, reason ORDER BY table_name, reason""")
                .bind("run", runId)
                .map((row, _) -> new NotCompared(row.getString(1), Codes.parse(Omission.class, row.getString(2)), row.getLong(3)))
                .list());
    }

    private static <T, P> List<P> each(List<T> items, Function<T, P> part) {
        return items.stream().map(part).toList();
    }
}
