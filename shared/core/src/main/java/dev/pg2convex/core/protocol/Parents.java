package dev.pg2convex.core.protocol;

import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.Rejects;
import dev.pg2convex.core.transform.ParentState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks up the parents of many rows at once: their documents, and which of the others were rejected. */
public final class Parents {
    private final IdMappings ids;
    private final Rejects rejects;

    public Parents(IdMappings ids, Rejects rejects) {
        this.ids = ids;
        this.rejects = rejects;
    }

    public ParentState.Lookup of(String target, TablePlan table, List<SourceRow> rows) {
        var mapped = new HashMap<String, Map<String, IdMapping>>();
        var rejected = new HashMap<String, Set<String>>();
        parentKeys(table, rows).forEach((parent, keys) -> {
            var known = ids.byKeys(target, parent, keys);
            mapped.put(parent, known);
            keys.removeAll(known.keySet());
            rejected.put(parent, keys.isEmpty() ? Set.of() : rejects.among(target, parent, keys));
        });
        return (parent, key) -> {
            var mapping = mapped.getOrDefault(parent, Map.of()).get(key);
            if (mapping != null) {
                return new ParentState.Mapped(mapping.documentId());
            }
            return rejected.getOrDefault(parent, Set.of()).contains(key) ? new ParentState.Rejected() : new ParentState.Unmapped();
        };
    }

    private static Map<String, Set<String>> parentKeys(TablePlan table, List<SourceRow> rows) {
        var keys = new HashMap<String, Set<String>>();
        for (int i = 0; i < table.fields().size(); i++) {
            var ref = table.fields().get(i).ref();
            if (ref.isPresent()) {
                var ofTable = keys.computeIfAbsent(ref.get().table(), _ -> new HashSet<>());
                for (var row : rows) {
                    if (row.cells().get(i) instanceof Cell.Parent parent) {
                        ofTable.add(parent.key());
                    }
                }
            }
        }
        return keys;
    }
}
