package dev.pg2convex.postgres.store;

import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.postgres.store.Acknowledgement.Count;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Writes an {@link Acknowledgement} in the transaction that closes its intent. */
final class AcknowledgementWriter {
    /** The rows' mappings, by where each was found. Nobody changes them meanwhile: the page is locked. */
    private static final String THEIRS = "stored.ctid = ANY (ARRAY (SELECT found.ctid FROM " + PostgresIdMappings.FOUND_BY_KEYS
            + ")) AND stored.key = sent.key AND stored.document_id = sent.document_id";

    private final Handle handle;
    private final Intent intent;
    private final RejectRows rejects;
    private final String target;

    AcknowledgementWriter(Handle handle, Intent intent) {
        this.handle = handle;
        this.intent = intent;
        this.rejects = new RejectRows(handle, intent.runId());
        this.target = handle.createQuery("SELECT target FROM pg2convex.run WHERE id = :run")
                .bind("run", intent.runId())
                .mapTo(String.class)
                .one();
    }

    void write(Acknowledgement acknowledgement) {
        link(acknowledgement.linked());
        rehash(acknowledgement.rehashed());
        drop(acknowledgement.dropped());
        rejects.clear(intent.table(), acknowledgement.accepted());
        rejects.put(intent.pageId(), acknowledgement.rejected());
        count(acknowledgement);
    }

    private void link(List<IdMapping> linked) {
        if (linked.isEmpty()) {
            return;
        }
        onTable("""
                INSERT INTO pg2convex.id_mapping (target, table_name, key, document_id, hash, origin)
                SELECT :target, :table, new.key, new.document_id, new.hash, new.origin
                FROM unnest(:keys, :documents, :hashes, :origins) AS new (key, document_id, hash, origin)
                ORDER BY new.key COLLATE "C"
                ON CONFLICT (target, table_name, key)
                DO UPDATE SET document_id = excluded.document_id, hash = excluded.hash, origin = excluded.origin""")
                .bindArray("keys", String.class, linked.stream().map(IdMapping::key).toList())
                .bindArray("documents", String.class, linked.stream().map(IdMapping::documentId).toList())
                .bindArray("hashes", String.class, linked.stream().map(IdMapping::hash).toList())
                .bindArray("origins", String.class, linked.stream().map(mapping -> Codes.of(mapping.origin())).toList())
                .execute();
    }

    private void rehash(List<Intent.Row> rows) {
        if (!rows.isEmpty()) {
            ofDocuments("""
                    UPDATE pg2convex.id_mapping AS stored SET hash = sent.hash
                    FROM unnest(:keys, :documents, :hashes) AS sent (key, document_id, hash)
                    WHERE\s""" + THEIRS, rows).bindArray("hashes", String.class, rows.stream().map(Intent.Row::hash).toList()).execute();
        }
    }

    private void drop(List<Intent.Row> rows) {
        if (!rows.isEmpty()) {
            ofDocuments("""
                    DELETE FROM pg2convex.id_mapping AS stored USING unnest(:keys, :documents) AS sent (key, document_id)
                    WHERE\s""" + THEIRS, rows).execute();
        }
    }

    /** Only where the mapping still names the document that the batch was for. */
    private Update ofDocuments(String sql, List<Intent.Row> rows) {
        return onTable(sql).bindArray("keys", String.class, rows.stream().map(Intent.Row::key).toList())
                .bindArray("documents", String.class, rows.stream().map(row -> row.documentId().orElseThrow()).toList());
    }

    private Update onTable(String sql) {
        return handle.createUpdate(sql).bind("target", target).bind("table", intent.table());
    }

    private void count(Acknowledgement acknowledgement) {
        handle.createUpdate("""
                UPDATE pg2convex.page SET inserted = inserted + :inserted, adopted = adopted + :adopted,
                    updated = updated + :updated, recreated = recreated + :recreated, deleted = deleted + :deleted,
                    written = written + :written, deferred = deferred + :deferred
                WHERE id = :page""")
                .bind("inserted", acknowledgement.of(Count.INSERTED))
                .bind("adopted", acknowledgement.of(Count.ADOPTED))
                .bind("updated", acknowledgement.of(Count.UPDATED))
                .bind("recreated", acknowledgement.of(Count.RECREATED))
                .bind("deleted", acknowledgement.of(Count.DELETED))
                .bind("written", acknowledgement.written())
                .bind("deferred", intent.late())
                .bind("page", intent.pageId())
                .execute();
    }
}
