package dev.pg2convex.postgres.store;

import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.IdMappings.Origin;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Intent.Op;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.OperationResult.Adopted;
import dev.pg2convex.core.target.OperationResult.Deleted;
import dev.pg2convex.core.target.OperationResult.Gone;
import dev.pg2convex.core.target.OperationResult.Inserted;
import dev.pg2convex.core.target.OperationResult.Rejected;
import dev.pg2convex.core.target.OperationResult.Skipped;
import dev.pg2convex.core.target.OperationResult.Unlinked;
import dev.pg2convex.core.target.OperationResult.Updated;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a receipt means for the store: the intent's rows, with the hashes as sent, and the receipt's results, put together by position. */
final class Acknowledgement {
    /** What a page counts. */
    enum Count {
        INSERTED, ADOPTED, UPDATED, RECREATED, DELETED
    }

    private final Intent intent;
    private final List<IdMapping> linked = new ArrayList<>();
    private final List<Intent.Row> rehashed = new ArrayList<>();
    private final List<Intent.Row> dropped = new ArrayList<>();
    private final List<Reject> rejected = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private final Map<Count, Integer> counts = new EnumMap<>(Count.class);

    private Acknowledgement(Intent intent) {
        this.intent = intent;
    }

    /** @throws IllegalStateException when the receipt is not one of this intent, which only a bug explains */
    static Acknowledgement of(Intent intent, List<OperationResult> results) {
        if (results.size() != intent.rows().size()) {
            throw new IllegalStateException("the receipt of batch " + intent.batchId() + " has " + results.size() + " results for "
                    + intent.rows().size() + " rows");
        }
        var acknowledgement = new Acknowledgement(intent);
        IntStream.range(0, results.size()).forEach(i -> acknowledgement.add(i, intent.rows().get(i), results.get(i)));
        return acknowledgement;
    }

    private void add(int position, Intent.Row row, OperationResult result) {
        boolean fits = switch (result) {
            case Inserted _, Adopted _, Skipped _ -> row.op() == Op.INSERT || row.op() == Op.RECREATE;
            case Updated _, Gone _ -> row.op() == Op.UPDATE;
            case Deleted _, Unlinked _ -> row.op() == Op.DELETE;
            case Rejected _ -> true;
        };
        if (!fits) {
            throw new IllegalStateException("the receipt of batch " + intent.batchId() + " answers " + Codes.of(row.op()) + " at position "
                    + position + " with " + result.getClass().getSimpleName());
        }
        switch (result) {
            case Inserted inserted -> link(row, inserted.id(), Origin.INSERTED, row.op() == Op.RECREATE ? Count.RECREATED : Count.INSERTED);
            case Adopted adopted -> link(row, adopted.id(), Origin.ADOPTED, Count.ADOPTED);
            case Skipped skipped -> link(row, skipped.id(), Origin.SKIPPED, Count.ADOPTED);
            case Updated _ -> {
                rehashed.add(row);
                count(Count.UPDATED);
            }
            case Gone _ -> dropped.add(row);
            case Deleted _, Unlinked _ -> {
                dropped.add(row);
                count(Count.DELETED);
            }
            case Rejected refusal -> rejected.add(new Reject(intent.table(), row.key(), reason(refusal.code()).code(), refusal.path()));
        }
        if (!(result instanceof Rejected)) {
            accepted.add(row.key());
        }
    }

    private void link(Intent.Row row, String documentId, Origin origin, Count count) {
        linked.add(new IdMapping(row.key(), documentId, row.hash(), origin));
        count(count);
    }

    private void count(Count count) {
        counts.merge(count, 1, Integer::sum);
    }

    private static RejectReason reason(String code) {
        return switch (code) {
            case "schema" -> RejectReason.SCHEMA;
            case "size" -> RejectReason.DOCUMENT_TOO_LARGE;
            default -> RejectReason.REFUSED;
        };
    }

    /** Rows that have a document now. */
    List<IdMapping> linked() {
        return linked;
    }

    /** Rows whose document was updated. */
    List<Intent.Row> rehashed() {
        return rehashed;
    }

    /** Rows that have no document any more. */
    List<Intent.Row> dropped() {
        return dropped;
    }

    List<Reject> rejected() {
        return rejected;
    }

    /** The keys of all rows that were not rejected. */
    List<String> accepted() {
        return accepted;
    }

    int of(Count count) {
        return counts.getOrDefault(count, 0);
    }

    /** Rows whose mapping changed: what keeps a pass from being clean. A rejected row is no change, or no pass would ever be clean. */
    int written() {
        return accepted.size();
    }
}
