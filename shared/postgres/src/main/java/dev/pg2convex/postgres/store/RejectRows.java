package dev.pg2convex.postgres.store;

import dev.pg2convex.core.store.Rejects.Reject;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Writes rows of {@code reject} for a run. */
final class RejectRows {
    private final Handle handle;
    private final UUID runId;

    RejectRows(Handle handle, UUID runId) {
        this.handle = handle;
        this.runId = runId;
    }

    /** One that stands already keeps the time when it was first seen. */
    void put(long pageId, List<Reject> rejects) {
        if (rejects.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                INSERT INTO pg2convex.reject (target, table_name, key, mapping, reason, field, run_id, page_id)
                SELECT run.target, new.table_name, new.key, run.mapping, new.reason, new.field, run.id, :page
                FROM pg2convex.run
                    CROSS JOIN unnest(:tables, :keys, :reasons, :fields) AS new (table_name, key, reason, field)
                WHERE run.id = :run
                ORDER BY new.key COLLATE "C"
                ON CONFLICT (target, table_name, key) DO UPDATE SET mapping = excluded.mapping, reason = excluded.reason,
                    field = excluded.field, run_id = excluded.run_id, page_id = excluded.page_id""")
                .bind("page", pageId)
                .bind("run", runId)
                .bindArray("tables", String.class, rejects.stream().map(Reject::table).toList())
                .bindArray("keys", String.class, rejects.stream().map(Reject::key).toList())
                .bindArray("reasons", String.class, rejects.stream().map(Reject::reason).toList())
                .bindArray("fields", String.class, rejects.stream().map(reject -> reject.field().orElse(null)).toList())
                .execute();
    }

    void clear(String table, Collection<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                DELETE FROM pg2convex.reject
                WHERE target = (SELECT target FROM pg2convex.run WHERE id = :run) AND table_name = :table
                    AND key = ANY (:keys)""").bind("run", runId).bind("table", table).bindArray("keys", String.class, keys).execute();
    }
}
