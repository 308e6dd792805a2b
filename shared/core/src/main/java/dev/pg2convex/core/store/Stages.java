package dev.pg2convex.core.store;

import dev.pg2convex.core.run.PlannerLease;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Port: a run's stages and the planning of their pages. */
public interface Stages {
    /** Adds stages to an active run; one whose ordinal is there already is left as it is. */
    void add(UUID runId, List<Stage.Draft> stages);

    /** The first stage that is not done. */
    Optional<Stage> current(UUID runId);

    List<Stage> all(UUID runId);

    /** Takes the planner's lease of an unplanned stage of an active run: free, expired or mine → token + 1. */
    Optional<PlannerLease> leasePlanning(UUID runId, int ordinal, String owner, Duration lease);

    /**
     * Inserts pages, moves the planner's cursor and counts the pages in, in one transaction under the planner's token.
     *
     * @param next where planning goes on; empty when the stage is complete, which makes it planned
     * @param gone for a delete stage, source rows found missing in this slice
     * @return the new pages' numbers
     */
    List<Long> addPages(PlannerLease lease, List<NewPage> pages, Optional<PlannerLease.Cursor> next, long gone) throws StoreRefused;

    /** Keeps a planner's lease for that time from now. */
    void renewPlanning(PlannerLease lease, Duration time) throws StoreRefused;

    /** Gives a planner's lease back before its time. */
    void releasePlanning(PlannerLease lease);

    /** Planned, with no page left → done. False when it was not so, or is done already. */
    boolean finish(UUID runId, int ordinal);

    /** The sums of written and late over a pass's pages. */
    PassTotals totals(UUID runId, int pass);

    /**
     * The pages of a stage that are to be done and that nobody holds a live lease of, oldest first; they count as sent now.
     *
     * @param quiet leaves those out that were sent within this time: their messages may well wait in the queue
     */
    List<Long> takeUnsent(UUID runId, int ordinal, Duration quiet, int limit);

    record NewPage(String table, KeyRange range) {}

    record PassTotals(long written, long late) {
        public boolean clean() {
            return written == 0 && late == 0;
        }
    }
}
