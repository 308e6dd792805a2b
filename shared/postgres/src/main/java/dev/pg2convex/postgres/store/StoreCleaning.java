package dev.pg2convex.postgres.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Takes a mapping's records out of the store, what refers to others first. */
final class StoreCleaning {
    /** Of runs, in an order that no foreign key forbids. */
    private static final List<String> OF_RUNS = List.of("not_compared", "finding", "collision", "scanned_document", "intent", "page",
            "stage", "estimate", "heartbeat", "request");

    private final Handle handle;

    StoreCleaning(Handle handle) {
        this.handle = handle;
    }

    /** A part of rows that may be too many for one statement: call it until it finds none. */
    static String deleteSome(String table, String which) {
        return "DELETE FROM pg2convex." + table + " WHERE ctid = ANY (ARRAY (SELECT ctid FROM pg2convex." + table + " WHERE " + which
                + " LIMIT 100000))";
    }

    /** A part of the ID mappings of a reset that goes on; 0 when none is left, or it does not go on. */
    int forgetSomeIds(UUID resetId) {
        var reset = lock(resetId);
        return reset.isEmpty() ? 0
                : handle.createUpdate(deleteSome("id_mapping", """
                        target = :target AND table_name IN (
                            SELECT table_name FROM pg2convex.written_field WHERE target = :target AND mapping = :mapping)"""))
                        .bindMap(reset.get())
                        .execute();
    }

    boolean forget(UUID resetId) {
        var reset = lock(resetId);
        if (reset.isEmpty()) {
            return false;
        }
        for (var table : List.of("written_field", "reject")) {
            handle.createUpdate("DELETE FROM pg2convex." + table + " WHERE target = :target AND mapping = :mapping")
                    .bindMap(reset.get())
                    .execute();
        }
        forgetRuns(handle.createQuery("""
                SELECT id FROM pg2convex.run
                WHERE mapping = :mapping AND id <> :reset AND (target = :target OR kind = 'reset' AND ended_at IS NOT NULL)""")
                .bindMap(reset.get())
                .bind("reset", resetId));
        forgetVersions(reset.get().get("mapping"));
        return true;
    }

    /** The reset's mapping and target; locked and not ended, it lets no other run of theirs begin. */
    private Optional<Map<String, String>> lock(UUID resetId) {
        return handle.createQuery("""
                SELECT mapping, target FROM pg2convex.run WHERE id = :run AND kind = 'reset' AND state IN ('active', 'paused')
                FOR UPDATE""").bind("run", resetId).mapToMap(String.class).findOne();
    }

    boolean forgetResets(String mapping) {
        forgetRuns(handle.createQuery("SELECT id FROM pg2convex.run WHERE mapping = :mapping AND kind = 'reset' AND ended_at IS NOT NULL")
                .bind("mapping", mapping));
        forgetVersions(mapping);
        return handle.createQuery("SELECT NOT EXISTS (SELECT FROM pg2convex.run WHERE mapping = :mapping)")
                .bind("mapping", mapping)
                .mapTo(Boolean.class)
                .one();
    }

    private void forgetRuns(Query ids) {
        var runs = ids.mapTo(UUID.class).list();
        for (var table : OF_RUNS) {
            handle.createUpdate("DELETE FROM pg2convex." + table + " WHERE run_id = ANY (:runs)")
                    .bindArray("runs", UUID.class, runs)
                    .execute();
        }
        handle.createUpdate("DELETE FROM pg2convex.run WHERE id = ANY (:runs)").bindArray("runs", UUID.class, runs).execute();
    }

    private void forgetVersions(String mapping) {
        handle.createUpdate("""
                DELETE FROM pg2convex.mapping_version AS version WHERE mapping = :mapping AND NOT EXISTS (
                    SELECT FROM pg2convex.run WHERE run.mapping = version.mapping AND run.mapping_hash = version.hash)""")
                .bind("mapping", mapping)
                .execute();
    }
}
