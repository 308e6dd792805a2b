package dev.pg2convex.worker;

import dev.pg2convex.core.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts rows into batches by number and by bytes. */
public final class Batches {
    private Batches() {}

    /**
     * In order; a row that is larger than the limit is a batch of its own.
     *
     * @param size of a row in bytes, as Convex counts them
     */
    public static <T> List<List<T>> cut(List<T> rows, ToLongFunction<T> size, Tuning tuning) {
        var batches = new ArrayList<List<T>>();
        var batch = new ArrayList<T>();
        long bytes = 0;
        for (var row : rows) {
            long added = size.applyAsLong(row);
            if (!batch.isEmpty() && (batch.size() == tuning.batchRows() || bytes + added > tuning.batchBytes())) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(row);
            bytes += added;
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return List.copyOf(batches);
    }
}
