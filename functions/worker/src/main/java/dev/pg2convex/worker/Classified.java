package dev.pg2convex.worker;

import dev.pg2convex.core.store.Rejects.Reject;
import java.util.List;

/**
 * Step 4: what is to be done for the rows of a slice.
 *
 * @param cleared keys of rows that were rejected and are right as they stand in Convex
 * @param late rows whose parents are not there yet
 */
record Classified(List<PendingRow> write, List<Reject> rejects, List<String> cleared, int late) {
    Classified {
        write = List.copyOf(write);
        rejects = List.copyOf(rejects);
        cleared = List.copyOf(cleared);
    }
}
