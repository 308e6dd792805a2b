package dev.pg2convex.postgres.store;

import dev.pg2convex.core.store.Runs.Requested;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What requests with an identifier have led to. */
final class Requests {
    private final Handle handle;

    Requests(Handle handle) {
        this.handle = handle;
    }

    Optional<Requested> find(String mapping, String request) {
        return handle.createQuery("SELECT run_id, reopened FROM pg2convex.request WHERE mapping = :mapping AND request = :request")
                .bind("mapping", mapping)
                .bind("request", request)
                .map((row, _) -> new Requested(PostgresRuns.find(handle, row.getObject(1, UUID.class)).orElseThrow(), row.getBoolean(2)))
                .findOne();
    }

    /** @return false when the request has led to something before */
    boolean add(String mapping, String request, UUID runId, boolean reopened) {
        return handle.createUpdate("""
                INSERT INTO pg2convex.request (mapping, request, run_id, reopened) VALUES (:mapping, :request, :run, :reopened)
                ON CONFLICT DO NOTHING""")
                .bind("mapping", mapping)
                .bind("request", request)
                .bind("run", runId)
                .bind("reopened", reopened)
                .execute() == 1;
    }
}
