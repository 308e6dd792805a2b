package dev.pg2convex.verifier;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.Parents;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.transform.DocumentHash;
import dev.pg2convex.core.transform.Transformed;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @param compared rows whose documents were compared
     * @param omitted rows that were not
     * @param differences as of now; a live source may explain some of them
     */
    record Checked(int compared, Map<Omission, Long> omitted, List<Difference> differences) {
        Checked {
            omitted = Map.copyOf(omitted);
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
        var linked = new ArrayList<SourceRow>();
        var omitted = new EnumMap<Omission, Long>(Omission.class);
        var differences = new ArrayList<Difference>();
        for (var row : rows) {
            var mapping = Optional.ofNullable(mapped.get(row.key()));
            // A rejected row is reported as such, and a linked one was never to be written.
            if (rejected.contains(row.key())) {
                omitted.merge(Omission.REJECTED_ROW, 1L, Long::sum);
            } else if (mapping.map(IdMapping::origin).filter(IdMappings.Origin.SKIPPED::equals).isPresent()) {
                omitted.merge(Omission.LINKED_ROW, 1L, Long::sum);
                linked.add(row);
            } else if (mapping.isPresent() && transformer.transform(row, lookup) instanceof Transformed.Document document) {
                expected.put(row, document);
            } else {
                differences.add(new Difference(row.key(), Kind.MISSING, mapping.map(IdMapping::documentId), Optional.empty()));
            }
        }
        differences.addAll(compare(page, expected, mapped));
        differences.addAll(missing(page, linked, mapped));
        return new Checked(expected.size(), omitted, differences);
    }

    private List<Difference> compare(HeldPage page, Map<SourceRow, Transformed.Document> expected, Map<String, IdMapping> mapped)
            throws StoreRefused, PageInterrupted {
        var rows = List.copyOf(expected.keySet());
        var wanted = rows.stream().map(row -> new Documents.Wanted(mapped.get(row.key()).documentId(), expected.get(row).size())).toList();
        var found = documents.get(page, page.table().table(), wanted, page.table().fieldNames());
        var comparison = new DocumentComparison(page.table(), References.of(page, documents, found.values()));
        var differences = new ArrayList<Difference>();
        for (var row : rows) {
            var mapping = mapped.get(row.key());
            var id = mapping.documentId();
            Value.Obj document = found.get(id);
            if (document == null) {
                differences.add(new Difference(row.key(), Kind.MISSING, Optional.of(id), Optional.empty()));
            } else if (!expected.get(row).hash().equals(mapping.hash()) && hash(page, document).equals(mapping.hash())) {
                differences.add(new Difference(row.key(), Kind.BEHIND, Optional.of(id), Optional.empty()));
            } else {
                differences.addAll(comparison.compare(row, expected.get(row), id, document));
            }
        }
        return differences;
    }

    /** Of the mapped fields of the document as it stands, as if a row had yielded them. */
    private static String hash(HeldPage page, Value.Obj document) {
        var fields = new LinkedHashMap<>(document.fields());
        fields.keySet().retainAll(page.table().fieldNames());
        return DocumentHash.of(fields, page.table().fieldNames().stream().filter(name -> !fields.containsKey(name)).toList());
    }

    /** A document that is only linked is not compared, but it must be there. */
    private List<Difference> missing(HeldPage page, List<SourceRow> linked, Map<String, IdMapping> mapped)
            throws StoreRefused, PageInterrupted {
        var wanted = linked.stream().map(row -> new Documents.Wanted(mapped.get(row.key()).documentId(), Documents.SMALL)).toList();
        var found = documents.get(page, page.table().table(), wanted, List.of());
        return linked.stream()
                .filter(row -> !found.containsKey(mapped.get(row.key()).documentId()))
                .map(row -> new Difference(row.key(), Kind.MISSING, Optional.of(mapped.get(row.key()).documentId()), Optional.empty()))
                .toList();
    }
}
