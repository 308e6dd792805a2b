package dev.pg2convex.verifier;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Findings.NaturalKey;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.transform.DocumentHash;
import dev.pg2convex.core.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds documents that share a natural key; the store sorts their hashes, so that no table is held in memory. */
final class NaturalKeys {
    private final Ports ports;

    NaturalKeys(Ports ports) {
        this.ports = ports;
    }

    void keep(HeldPage page, Match match, List<Value.Obj> documents) throws StoreRefused {
        ports.findings()
                .putNaturalKeys(page.lease(),
                        documents.stream()
                                .filter(document -> isWhole(match, document))
                                .map(document -> naturalKey(match, document))
                                .toList());
    }

    List<Finding> duplicates(HeldPage page) {
        var table = page.table().table();
        return ports.findings()
                .duplicateNaturalKeys(page.lease().runId(), table)
                .stream()
                .map(id -> new Finding(table, Kind.DUPLICATE_NATURAL_KEY, Optional.empty(), Optional.of(id), Optional.empty()))
                .toList();
    }

    /** A natural key with a part missing is nobody's, as adoption sees it too. */
    private static boolean isWhole(Match match, Value.Obj document) {
        return match.fields().stream().map(document.fields()::get).noneMatch(value -> value == null || value instanceof Value.Null);
    }

    private static NaturalKey naturalKey(Match match, Value.Obj document) {
        Map<String, Value> key = new LinkedHashMap<>();
        for (var field : match.fields()) {
            key.put(field, document.fields().get(field));
        }
        return new NaturalKey(((Value.Text) document.fields().get("_id")).value(), DocumentHash.of(key, List.of()));
    }
}
