package dev.pg2convex.local.dryrun;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.store.RejectReason;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a first run would make of one table. Of a sample every number but {@code looked} is scaled up.
 *
 * @param looked rows that were read and transformed
 * @param sampled they are a sample; otherwise they are all there are
 * @param documents rows that become documents
 * @param documentBytes of them, as Convex counts them, with the fields that it adds
 * @param indexBytes an estimate by index, see {@link IndexSizes}
 * @param bookkeepingBytes an estimate of what pg2convex's own tables take for them
 * @param batches mutations that insert them
 * @param secondBatches at most so many mutations more, which fill in references of a cycle
 */
public record TableFigures(String table, long rows, long looked, boolean sampled, long documents, Map<RejectReason, Long> rejected,
        long documentBytes, Map<String, Long> indexBytes, long bookkeepingBytes, long batches, long secondBatches, Existing existing) {
    public TableFigures {
        requireNonNull(table);
        rejected = Map.copyOf(rejected);
        indexBytes = Map.copyOf(indexBytes);
        requireNonNull(existing);
    }

    /** What the Convex table has now. */
    public enum Existing {
        EMPTY, DOCUMENTS,
        /** An earlier run of this mapping has filled it. */
        MIGRATED
    }

    public long allRejected() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    public long allIndexBytes() {
        return indexBytes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By code. */
    public Map<String, Long> rejectedByReason() {
        var byCode = new TreeMap<String, Long>();
        rejected.forEach((reason, rows) -> byCode.put(reason.code(), rows));
        return byCode;
    }
}
