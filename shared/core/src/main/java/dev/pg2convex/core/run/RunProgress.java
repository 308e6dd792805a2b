package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a run stands, as the store has it. */
public record RunProgress(Run run, Optional<Stage> stage, List<Table> tables, Map<String, Long> rejectedByReason, long findings,
        long warnings, boolean alive) {
    public RunProgress {
        requireNonNull(run);
        requireNonNull(stage);
        tables = List.copyOf(tables);
        rejectedByReason = Map.copyOf(rejectedByReason);
    }

    /**
     * A table's part.
     *
     * @param rowsDone rows of finished pages of the current pass or verification
     * @param estimatedRows what the planner expects
     * @param compared rows that the verifier compared
     * @param scanned documents that the verifier looked at from Convex's side
     */
    public record Table(String table, Stage.Kind kind, int pass, long estimatedRows, long rowsDone, int pages, int pagesDone,
            int pagesFailed, Counts counts, long compared, long scanned, long findings) {
        public Table {
            requireNonNull(table);
            requireNonNull(kind);
            requireNonNull(counts);
        }
    }
}
