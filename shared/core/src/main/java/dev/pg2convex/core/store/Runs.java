package dev.pg2convex.core.store;

import dev.pg2convex.core.run.Activity;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Scope;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port: the runs. At most one that has not ended per mapping and target. */
public interface Runs {
    /** The store's own random identity, made when its schema was. */
    UUID storeId();

    /** Inserts a run in phase begin, or returns the one that excludes it, or the one that its request has made before. */
    Created create(NewRun run);

    Optional<Run> find(UUID runId);

    /** The run of this mapping that has not ended, whatever its target; the newest if there are several. */
    Optional<Run> unfinished(String mapping);

    /** The newest run of this mapping. */
    Optional<Run> latest(String mapping);

    /** All runs that have not ended. */
    List<Run> unfinished();

    /** The newest run of this mapping at a URL that migrated and got past its begin; for noticing a deployment that was wiped or exchanged. */
    Optional<Run> lastAt(String mapping, String url);

    /** The newest run of this mapping and target that migrated and got past its begin; for noticing a deployment that was set back. */
    Optional<Run> lastOn(String mapping, String target);

    /** The fingerprint of the source in the last run of this mapping and target that got past its begin. */
    Optional<String> lastSource(String mapping, String target);

    /** The mapping version of the run before this one, of its mapping and target, that migrated and got past its begin. */
    Optional<String> versionBefore(UUID runId);

    boolean isKnown(String runId);

    /** The fingerprint of the source that a run was started from. */
    String source(UUID runId);

    /**
     * The run is past its begin: keeps the schema it goes by.
     *
     * @return the run as it is now; empty where it has ended
     */
    Optional<Run> begun(UUID runId, String schemaJson);

    /** The target's schema as the handshake of the run's last begin returned it; empty until the run has begun. */
    Optional<String> schema(UUID runId);

    void enter(UUID runId, Run.Phase phase);

    /** Keeps how many rows a table is expected to have, for progress. */
    void estimate(UUID runId, String table, long rows);

    /** Ends a run that has not ended, in one transaction with bumping the tokens of all its pages. False when it had ended. */
    boolean end(UUID runId, Run.State state, String reason);

    /** Active → paused. Pages under work notice at their next step. */
    boolean pause(UUID runId, String reason);

    /** Paused, and it stays so, for another reason than before. False when it is not paused. */
    boolean stayPaused(UUID runId, String reason);

    /** Paused → active, and every lease of the run is void: its holder may be gone. */
    boolean activate(UUID runId);

    /**
     * Incomplete → paused, its failed pages to be done again: for the newest run of its mapping and target alone.
     *
     * @param request that asks for it, if it has an identifier
     * @return false when it is not such a run, or no page of it has failed
     */
    boolean reopen(UUID runId, Optional<String> request);

    /** What a request has led to that came before. */
    Optional<Requested> requested(String mapping, String request);

    /** Says that somebody drives this run, by database time. */
    void heartbeat(UUID runId, Driver driver);

    /** Whether somebody else than {@code name} drives this run, by database time and the last heartbeats. */
    boolean alive(UUID runId, String name);

    /** The active runs whose last heartbeat is that driver's, and those that nobody has driven yet; the oldest first. */
    List<Run> drivenBy(String name);

    /** How the runs of {@link #drivenBy} stand. */
    Activity activity(String name);

    RunProgress progress(UUID runId);

    /** @param source the source's fingerprint; {@code url} the deployment's; {@code request} the identifier of the request for it, if it has one */
    record NewRun(UUID id, String mapping, String mappingHash, String target, String url, String source, Run.Kind kind, Scope scope,
            RunOptions options, Optional<String> request) {}

    /** @param reopened whether the request found the run, and had its failed pages done again */
    record Requested(Run run, boolean reopened) {}

    /** The outcome of {@link #create}. */
    sealed interface Created {
        record Inserted(Run run) implements Created {}

        record Excluded(Run by) implements Created {}

        record Repeated(Run run) implements Created {}
    }
}
