package dev.pg2convex.worker;

import dev.pg2convex.core.Tuning;
import java.util.ArrayList;
import java.util.List;

/** Cuts rows into batches by number and by bytes. */
final class Batches {
    private Batches() {}

    /** In order; a row that is larger than the limit is a batch of its own. */
    static List<List<PendingRow>> cut(List<PendingRow> rows, Tuning tuning) {
        var batches = new ArrayList<List<PendingRow>>();
        var batch = new ArrayList<PendingRow>();
        long bytes = 0;
        for (var row : rows) {
            if (!batch.isEmpty() && (batch.size() == tuning.batchRows() || bytes + row.size() > tuning.batchBytes())) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(row);
            bytes += row.size();
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return List.copyOf(batches);
    }
}
