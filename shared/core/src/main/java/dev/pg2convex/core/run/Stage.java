package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.UUID;

/**
 * One barrier-bounded step of a run: a set of pages that may be worked on in any order.
 *
 * @param ordinal its place in the run
 * @param pass 0 for the first pass over the data, then one more for each catch-up pass
 * @param left pages not done
 * @param failed pages that used up their receives, part of {@code left}
 */
public record Stage(UUID runId, int ordinal, Kind kind, int pass, List<String> tables, State state, int pages, int left, int failed) {
    public Stage {
        requireNonNull(runId);
        requireNonNull(kind);
        tables = List.copyOf(tables);
        requireNonNull(state);
    }

    /** Deletes and loads are worked on by the worker; verify compares source rows, scan looks for documents that no row maps to. */
    public enum Kind {
        DELETE, LOAD, VERIFY, SCAN;

        /** The verifier's pages, not the worker's. */
        public boolean verifies() {
            return this == VERIFY || this == SCAN;
        }
    }

    public enum State {
        UNPLANNED, PLANNED, DONE
    }

    /** A stage to be added to a run. */
    public record Draft(int ordinal, Kind kind, int pass, List<String> tables) {
        public Draft {
            requireNonNull(kind);
            tables = List.copyOf(tables);
        }
    }
}
