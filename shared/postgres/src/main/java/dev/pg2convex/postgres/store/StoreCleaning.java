package dev.pg2convex.postgres.store;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Takes a mapping's records out of the store, what refers to others first. */
final class StoreCleaning {
    /** Of runs, in an order that no foreign key forbids. */
    private static final List<String> OF_RUNS = List.of("not_compared", "finding", "collision", "scanned_document", "intent", "page", "stage",
            "estimate", "heartbeat");

    private final Handle handle;

    StoreCleaning(Handle handle) {
        this.handle = handle;
    }

    /** The reset is locked and goes on, so that no other run of its mapping and target can have begun. */
    boolean forget(UUID resetId) {
        var reset = handle.createQuery("""
                SELECT mapping, target FROM pg2convex.run WHERE id = :run AND kind = 'reset' AND state IN ('active', 'paused')
                FOR UPDATE""").bind("run", resetId).mapToMap(String.class).findOne();
        if (reset.isEmpty()) {
            return false;
        }
        var mapping = reset.get().get("mapping");
        var target = reset.get().get("target");
        for (var table : List.of("id_mapping", "written_field")) {
            handle.createUpdate("DELETE FROM pg2convex." + table + " WHERE target = :target AND table_name IN ("
                    + "SELECT table_name FROM pg2convex.written_field WHERE target = :target AND mapping = :mapping)"
                    + (table.equals("written_field") ? " AND mapping = :mapping" : ""))
                    .bind("target", target)
                    .bind("mapping", mapping)
                    .execute();
        }
        handle.createUpdate("DELETE FROM pg2convex.reject WHERE target = :target AND mapping = :mapping")
                .bind("target", target)
                .bind("mapping", mapping)
                .execute();
        forgetRuns("mapping = :mapping AND id <> :reset AND (target = :target OR kind = 'reset' AND ended_at IS NOT NULL)", mapping, target,
                resetId);
        forgetVersions(mapping);
        return true;
    }

    boolean forgetResets(String mapping) {
        forgetRuns("mapping = :mapping AND kind = 'reset' AND ended_at IS NOT NULL", mapping, "", new UUID(0, 0));
        forgetVersions(mapping);
        return handle.createQuery("SELECT NOT EXISTS (SELECT FROM pg2convex.run WHERE mapping = :mapping)")
                .bind("mapping", mapping)
                .mapTo(Boolean.class)
                .one();
    }

    private void forgetRuns(String which, String mapping, String target, UUID resetId) {
        var runs = handle.createQuery("SELECT id FROM pg2convex.run WHERE " + which)
                .bind("mapping", mapping)
                .bind("target", target)
                .bind("reset", resetId)
                .mapTo(UUID.class)
                .list();
        for (var table : OF_RUNS) {
            handle.createUpdate("DELETE FROM pg2convex." + table + " WHERE run_id = ANY (:runs)").bindArray("runs", UUID.class, runs).execute();
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
