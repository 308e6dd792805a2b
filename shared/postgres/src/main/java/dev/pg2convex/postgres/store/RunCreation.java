package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.Runs.Created;
import dev.pg2convex.core.store.Runs.NewRun;
import dev.pg2convex.core.store.Runs.Requested;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The making of a run: at most one that has not ended per mapping and target, and at most one per request. */
final class RunCreation {
    /** Between the insert that was refused and the look at who refused it, that run may end. */
    private static final int ATTEMPTS = 3;

    private final Handle handle;
    private final Requests requests;

    RunCreation(Handle handle) {
        this.handle = handle;
        this.requests = new Requests(handle);
    }

    Created create(NewRun run) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean inserted = insert(run);
            if (inserted && !takeRequest(run)) {
                handle.createUpdate("DELETE FROM pg2convex.run WHERE id = :run").bind("run", run.id()).execute();
            } else if (inserted) {
                forgetScans(run);
            }
            var before = run.request().flatMap(request -> requests.find(run.mapping(), request)).map(Requested::run);
            if (before.isPresent() && !before.get().id().equals(run.id())) {
                return new Created.Repeated(before.get());
            }
            var live = RunRows
                    .one(handle.createQuery(RunRows.SELECT + "WHERE mapping = :mapping AND target = :target AND " + PostgresRuns.LIVE)
                            .bind("mapping", run.mapping())
                            .bind("target", run.target()));
            if (live.isPresent()) {
                return live.get().id().equals(run.id()) ? new Created.Inserted(live.get()) : new Created.Excluded(live.get());
            }
        }
        throw new IllegalStateException("run " + run.id() + " of mapping " + run.mapping() + " was made before and has ended");
    }

    private boolean takeRequest(NewRun run) {
        return run.request().isEmpty() || requests.add(run.mapping(), run.request().get(), run.id(), false);
    }

    private boolean insert(NewRun run) {
        var options = run.options();
        var redrive = run.scope().redrive().orElse(Scope.Redrive.ALL);
        return handle
                .createUpdate(
                        """
                                INSERT INTO pg2convex.run (id, mapping, mapping_hash, target, url, source, kind, scope, redrive_reasons,
                                    redrive_keys, part_keys, part_where, verify, allow_deletes, allow_existing, allow_other_source, removed)
                                VALUES (:id, :mapping, :hash, :target, :url, :source, :kind, :scope, CASE WHEN :redrive THEN :reasons END,
                                    CASE WHEN :redrive THEN :keys END, CASE WHEN :part THEN :part_keys END, :part_where, :verify, :deletes, :existing, :other, :removed)
                                ON CONFLICT DO NOTHING""")
                .bind("id", run.id())
                .bind("mapping", run.mapping())
                .bind("hash", run.mappingHash())
                .bind("target", run.target())
                .bind("url", run.url())
                .bind("source", run.source())
                .bind("kind", Codes.of(run.kind()))
                .bindArray("scope", String.class, run.scope().tables())
                .bind("redrive", run.scope().redrive().isPresent())
                .bindArray("reasons", String.class, redrive.reasons())
                .bindArray("keys", String.class, redrive.keys())
                .bind("part", run.scope().keys().isPresent())
                .bindArray("part_keys", String.class, run.scope().keys().map(Scope.Part::keys).orElse(List.of()))
                .bind("part_where", run.scope().where().orElse(null))
                .bind("verify", options.verify())
                .bind("deletes", options.allowDeletes())
                .bind("existing", options.allowExisting())
                .bind("other", options.allowOtherSource())
                .bind("removed", options.removed().map(Codes::of).orElse(null))
                .execute() == 1;
    }

    /** They are many, and of no use once their run has ended. */
    private void forgetScans(NewRun run) {
        handle.createUpdate("""
                DELETE FROM pg2convex.scanned_document WHERE run_id IN (
                    SELECT id FROM pg2convex.run WHERE mapping = :mapping AND target = :target AND ended_at IS NOT NULL)""")
                .bind("mapping", run.mapping())
                .bind("target", run.target())
                .execute();
    }
}
