package dev.pg2convex.core.protocol;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.Written;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes the contexts of runs from the store, and keeps the last few: the catalog is not read again for every page. */
public final class RunContexts {
    private static final int KEPT = 8;

    private final Ports ports;
    private final Map<UUID, RunContext> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

    public RunContexts(Ports ports) {
        this.ports = ports;
    }

    /**
     * The context of a run that has begun.
     *
     * @throws CategorizedException {@code unknown_run} when the store does not have it, {@code not_begun} before its begin is through
     */
    public RunContext of(UUID runId) {
        return of(ports.runs()
                .find(runId)
                .orElseThrow(() -> new CategorizedException(Failure.DETERMINISTIC, "unknown_run", "the store has no run " + runId)));
    }

    /** The same, where the run is active. */
    public Optional<RunContext> active(UUID runId) {
        return ports.runs().find(runId).filter(run -> run.state() == Run.State.ACTIVE).map(this::of);
    }

    private synchronized RunContext of(Run run) {
        var known = kept.get(run.id());
        // A resume may have found another schema than the one before the pause.
        if (known != null && known.run().begunAt().equals(run.begunAt())) {
            return known;
        }
        var schema = ports.runs()
                .schema(run.id())
                .orElseThrow(() -> new CategorizedException(Failure.UNAVAILABLE, "not_begun", "run " + run.id() + " has not begun yet"));
        return keep(run, plan(run), schema);
    }

    /**
     * Keeps the context of a run that has begun just now, so that what its begin has read is not read again.
     *
     * @param plan what it has begun with
     */
    public synchronized void begun(Run run, MigrationPlan plan, String schemaJson) {
        keep(run, plan, schemaJson);
    }

    private RunContext keep(Run run, MigrationPlan plan, String schemaJson) {
        var context = new RunContext(run, plan, ports.target().schema(schemaJson), removed(run, plan));
        kept.put(run.id(), context);
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        return context;
    }

    private Removed removed(Run run, MigrationPlan plan) {
        var written = ports.written().of(run.mapping(), run.target());
        return switch (run.kind()) {
            case MIGRATE -> Removed.of(plan, written.stream().filter(Written.Field::removed).toList());
            case VERIFY -> Removed.NOTHING;
            case RESET -> run.options().removed().equals(Optional.of(Removal.DELETE)) ? Removed.of(plan, written) : Removed.NOTHING;
        };
    }

    /** The plan of the mapping version that a run is pinned to. */
    public MigrationPlan plan(Run run) {
        if (run.kind() == Run.Kind.RESET) {
            // It lets go of every table, and must not need one of them to be there.
            return new MigrationPlan(run.mapping(), List.of(), List.of());
        }
        var version = ports.mappings()
                .find(run.mappingHash())
                .orElseThrow(() -> new CategorizedException(Failure.CONFIGURATION, "mapping_lost",
                        "the store has no version " + run.mappingHash() + " of mapping " + run.mapping()));
        return PlanResolver.resolve(ports.mappingReader().read(version.text(), run.mapping() + " (registered)"), ports.catalog());
    }
}
