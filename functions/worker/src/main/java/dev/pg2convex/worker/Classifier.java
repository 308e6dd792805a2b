package dev.pg2convex.worker;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.Parents;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.transform.Transformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Step 4 of the write protocol: each row against the hash of its document as last written. */
final class Classifier {
    private final Ports ports;
    private final Parents parents;

    Classifier(Ports ports) {
        this.ports = ports;
        this.parents = new Parents(ports.ids(), ports.rejects());
    }

    Classified classify(HeldPage page, List<SourceRow> rows) {
        var table = page.table();
        var keys = rows.stream().map(SourceRow::key).toList();
        var mapped = ports.ids().byKeys(page.target(), table.table(), keys);
        var rejected = ports.rejects().among(page.target(), table.table(), keys);
        var colliding = hasUnique(table) ? ports.findings().collidingKeys(page.lease().runId(), table.table(), keys)
                : Map.<String, String>of();
        var lookup = parents.during(page.context().run(), table, rows);
        var transformer = page.context().transformer(table);

        var write = new ArrayList<PendingRow>();
        var rejects = new ArrayList<Reject>();
        var cleared = new ArrayList<String>();
        int late = 0;
        for (var row : rows) {
            if (colliding.containsKey(row.key())) {
                rejects.add(
                        new Reject(table.table(), row.key(), RejectReason.DUPLICATE_VALUE.code(), Optional.of(colliding.get(row.key()))));
                continue;
            }
            var mapping = mapped.get(row.key());
            switch (mapping == null && table.match().isEmpty() ? transformer.transformNew(row, lookup)
                    : transformer.transform(row, lookup)) {
                case Transformed.Rejected bad -> rejects.add(reject(table, bad));
                case Transformed.Late _ -> late++;
                case Transformed.Document document -> {
                    var pending = pending(document, mapping, page.context().removed().fieldsOf(table.table()));
                    pending.ifPresent(write::add);
                    if (pending.isEmpty() && document.deferred() > 0) {
                        // Right as far as it goes, and still without a reference that it should have.
                        late++;
                    }
                    if (pending.isEmpty() && rejected.contains(row.key())) {
                        cleared.add(row.key());
                    }
                }
            }
        }
        return new Classified(write, rejects, cleared, late);
    }

    private static Reject reject(TablePlan table, Transformed.Rejected bad) {
        return new Reject(table.table(), bad.key(), bad.reason().code(), bad.field());
    }

    /** @param removed fields that the document may have of an earlier version of the mapping; an inserted or adopted one never has them of us */
    private static Optional<PendingRow> pending(Transformed.Document document, IdMapping mapping, List<String> removed) {
        if (mapping == null) {
            return Optional.of(new PendingRow(new Intent.Row(document.key(), Intent.Op.INSERT, Optional.empty(), document.hash()),
                    new Operation.Insert(document.fields(), document.unset()), document.size(), document.deferred()));
        }
        if (mapping.origin() == IdMappings.Origin.SKIPPED || mapping.hash().equals(document.hash())) {
            return Optional.empty();
        }
        var unset = Stream.concat(document.unset().stream(), removed.stream()).toList();
        return Optional
                .of(new PendingRow(new Intent.Row(document.key(), Intent.Op.UPDATE, Optional.of(mapping.documentId()), document.hash()),
                        new Operation.Update(mapping.documentId(), document.fields(), unset), document.size(), document.deferred()));
    }

    private static boolean hasUnique(TablePlan table) {
        return table.fields().stream().anyMatch(field -> field.unique() == Unique.REJECT);
    }
}
