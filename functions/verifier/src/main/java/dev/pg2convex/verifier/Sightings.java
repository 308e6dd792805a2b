package dev.pg2convex.verifier;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.ScannedDocument;
import dev.pg2convex.core.store.ScannedDocument.Standing;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.transform.DocumentHash;
import dev.pg2convex.core.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells how documents stand to the rows, and keeps in the store what must be compared with other documents or be told of. */
final class Sightings {
    private final Ports ports;

    Sightings(Ports ports) {
        this.ports = ports;
    }

    /** The fields that are needed to tell which documents are alike. */
    static List<String> fields(TablePlan table) {
        var fields = new TreeSet<>(table.match().map(Match::fields).orElse(List.of()));
        if (table.shared()) {
            fields.addAll(table.fieldNames());
        }
        return List.copyOf(fields);
    }

    /** Documents seen for the first time: of most tables nearly all of them simply belong to a row, and nothing need be kept. */
    void keep(HeldPage page, List<Value.Obj> documents) throws StoreRefused {
        boolean compareWithOthers = page.table().shared() || page.table().match().isPresent();
        var kept = see(page, documents).stream().filter(document -> compareWithOthers || document.standing() != Standing.COMPARED).toList();
        if (!kept.isEmpty()) {
            ports.findings().putScanned(page.lease(), kept);
        }
    }

    /** Documents seen again. */
    void renew(HeldPage page, List<Value.Obj> documents) throws StoreRefused {
        ports.findings().putScanned(page.lease(), see(page, documents));
    }

    private List<ScannedDocument> see(HeldPage page, List<Value.Obj> documents) {
        var table = page.table();
        var mapped = ports.ids().byDocuments(page.target(), table.table(), documents.stream().map(Sightings::id).toList());
        var keys = mapped.values().stream().map(IdMapping::key).toList();
        Set<String> existing = keys.isEmpty() ? Set.of() : ports.source().existing(table, keys);
        Set<String> rejected = keys.isEmpty() ? Set.of() : ports.rejects().among(page.target(), table.table(), keys);
        return documents.stream().map(document -> {
            var mapping = Optional.ofNullable(mapped.get(id(document)));
            return new ScannedDocument(id(document), created(document), standing(mapping, existing, rejected), mapping.map(IdMapping::key),
                    table.match().flatMap(match -> naturalKey(match, document)),
                    table.shared() ? Optional.of(content(table, document)) : Optional.empty());
        }).toList();
    }

    private static Standing standing(Optional<IdMapping> mapping, Set<String> existing, Set<String> rejected) {
        if (mapping.isEmpty()) {
            return Standing.UNMAPPED;
        }
        if (!existing.contains(mapping.get().key())) {
            return Standing.GONE;
        }
        if (rejected.contains(mapping.get().key())) {
            return Standing.REJECTED;
        }
        return mapping.get().origin() == IdMappings.Origin.SKIPPED ? Standing.LINKED : Standing.COMPARED;
    }

    /** A natural key with a part missing is nobody's, as adoption sees it too. */
    private static Optional<String> naturalKey(Match match, Value.Obj document) {
        var key = fields(match.fields(), document);
        boolean whole = key.size() == match.fields().size() && key.values().stream().noneMatch(value -> value instanceof Value.Null);
        return whole ? Optional.of(DocumentHash.of(key, List.of())) : Optional.empty();
    }

    private static String content(TablePlan table, Value.Obj document) {
        return DocumentHash.of(fields(table.fieldNames(), document), List.of());
    }

    private static Map<String, Value> fields(List<String> names, Value.Obj document) {
        return names.stream()
                .filter(document.fields()::containsKey)
                .collect(Collectors.toMap(name -> name, name -> document.fields().get(name), (one, _) -> one, HashMap::new));
    }

    static String id(Value.Obj document) {
        return ((Value.Text) document.fields().get("_id")).value();
    }

    private static double created(Value.Obj document) {
        return ((Value.Float64) document.fields().get("_creationTime")).value();
    }
}
