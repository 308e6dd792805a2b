package dev.pg2convex.verifier;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.Parents;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.transform.ParentState;
import dev.pg2convex.core.transform.Transformed;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares source rows with their documents, both read anew. */
final class RowsCheck {
    private final Ports ports;
    private final Parents parents;
    private final Documents documents;

    RowsCheck(Ports ports, Retry retry) {
        this.ports = ports;
        this.parents = new Parents(ports.ids(), ports.rejects());
        this.documents = new Documents(ports, retry);
    }

    /**
     * What was found.
     *
     * @param compared rows whose documents were compared; rejected rows and documents that are linked only are not
     * @param differences as of now; a live source may explain some of them
     */
    record Checked(int compared, List<Difference> differences) {
        Checked {
            differences = List.copyOf(differences);
        }
    }

    Checked check(HeldPage page, List<SourceRow> rows) throws StoreRefused, PageInterrupted {
        var table = page.table();
        var keys = rows.stream().map(SourceRow::key).toList();
        var mapped = ports.ids().byKeys(page.target(), table.table(), keys);
        var rejected = ports.rejects().among(page.target(), table.table(), keys);
        var lookup = parents.of(page.target(), table, rows);
        var transformer = page.context().transformer(table);

        var expected = new LinkedHashMap<SourceRow, Transformed.Document>();
        var differences = new ArrayList<Difference>();
        for (var row : rows) {
            var mapping = Optional.ofNullable(mapped.get(row.key()));
            boolean linkedOnly = mapping.map(IdMapping::origin).filter(IdMappings.Origin.SKIPPED::equals).isPresent();
            // A rejected row is reported as such, and a skipped one was never to be written.
            if (rejected.contains(row.key()) || linkedOnly) {
                continue;
            }
            if (mapping.isPresent() && transformer.transform(row, lookup) instanceof Transformed.Document document) {
                expected.put(row, document);
            } else {
                differences.add(new Difference(row.key(), Kind.MISSING, mapping.map(IdMapping::documentId), Optional.empty()));
            }
        }
        differences.addAll(compare(page, expected, mapped));
        differences.addAll(dangling(page, expected.keySet(), lookup));
        return new Checked(expected.size(), differences);
    }

    private List<Difference> compare(HeldPage page, Map<SourceRow, Transformed.Document> expected, Map<String, IdMapping> mapped)
            throws StoreRefused, PageInterrupted {
        var comparison = new DocumentComparison(page.table());
        var rows = List.copyOf(expected.keySet());
        var wanted = rows.stream().map(row -> new Documents.Wanted(mapped.get(row.key()).documentId(), expected.get(row).size())).toList();
        var found = documents.get(page, page.table().table(), wanted, page.table().fieldNames());
        var differences = new ArrayList<Difference>();
        for (var row : rows) {
            var id = mapped.get(row.key()).documentId();
            Value.Obj document = found.get(id);
            if (document == null) {
                differences.add(new Difference(row.key(), Kind.MISSING, Optional.of(id), Optional.empty()));
            } else {
                differences.addAll(comparison.compare(row, expected.get(row), id, document));
            }
        }
        return differences;
    }

    /** References to documents that do not exist: a right ID is not enough. */
    private List<Difference> dangling(HeldPage page, Set<SourceRow> rows, ParentState.Lookup lookup) throws StoreRefused, PageInterrupted {
        var differences = new ArrayList<Difference>();
        var fields = page.table().fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).ref().isEmpty()) {
                continue;
            }
            var parent = fields.get(i).ref().get().table();
            var idOfRow = new LinkedHashMap<SourceRow, String>();
            for (var row : rows) {
                if (row.cells().get(i) instanceof Cell.Parent cell && lookup.of(parent, cell.key()) instanceof ParentState.Mapped known) {
                    idOfRow.put(row, known.documentId());
                }
            }
            var wanted = new TreeSet<>(idOfRow.values()).stream().map(id -> new Documents.Wanted(id, Documents.SMALL)).toList();
            var found = documents.get(page, parent, wanted, List.of());
            for (var entry : idOfRow.entrySet()) {
                if (!found.containsKey(entry.getValue())) {
                    differences.add(new Difference(entry.getKey().key(), Kind.DANGLING_REFERENCE, Optional.empty(),
                            Optional.of(fields.get(i).name())));
                }
            }
        }
        return differences;
    }
}
