package dev.pg2convex.core.protocol;

import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.run.Run;
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
import java.util.function.BiFunction;

/** Looks up the parents of many rows at once: their documents, and which of the others were rejected. */
public final class Parents {
    private final IdMappings ids;
    private final Rejects rejects;

    public Parents(IdMappings ids, Rejects rejects) {
        this.ids = ids;
        this.rejects = rejects;
    }

    /** When all rows of a run have been judged: every reject that stands counts. */
    public ParentState.Lookup of(String target, TablePlan table, List<SourceRow> rows) {
        return of(target, table, rows, (parent, keys) -> rejects.among(target, parent, keys));
    }

    /**
     * While the run judges rows: what an earlier run says of a parent that this run comes to itself does not count, or rows that refer to each other
     * would keep each other out for ever.
     */
    public ParentState.Lookup during(Run run, TablePlan table, List<SourceRow> rows) {
        return of(run.target(), table, rows, (parent, keys) -> run.scope().takesEveryRow() && run.scope().includes(parent)
                ? rejects.confirmed(run.id(), parent, keys) : rejects.among(run.target(), parent, keys));
    }

    private ParentState.Lookup of(String target, TablePlan table, List<SourceRow> rows,
            BiFunction<String, Set<String>, Set<String>> rejectedOf) {
        var mapped = new HashMap<String, Map<String, IdMapping>>();
        var rejected = new HashMap<String, Set<String>>();
        parentKeys(table, rows).forEach((parent, keys) -> {
            var known = ids.byKeys(target, parent, keys);
            mapped.put(parent, known);
            keys.removeAll(known.keySet());
            rejected.put(parent, keys.isEmpty() ? Set.of() : rejectedOf.apply(parent, keys));
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
