package dev.pg2convex.verifier;

import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which of the documents that some documents refer to are there, by table. */
final class References {
    private final Map<String, Set<String>> existing;

    private References(Map<String, Set<String>> existing) {
        this.existing = existing;
    }

    /** Of documents of this page's table, as they stand in Convex. */
    static References of(HeldPage page, Documents documents, Collection<Value.Obj> referring) throws StoreRefused, PageInterrupted {
        var existing = new HashMap<String, Set<String>>();
        for (var parent : referred(page.table(), referring).entrySet()) {
            var wanted = parent.getValue().stream().map(id -> new Documents.Wanted(id, Documents.SMALL)).toList();
            existing.put(parent.getKey(), documents.get(page, parent.getKey(), wanted, List.of()).keySet());
        }
        return new References(existing);
    }

    boolean isDangling(FieldPlan field, Value value) {
        return value instanceof Value.Text(String id) && !existing.getOrDefault(parent(field), Set.of()).contains(id);
    }

    private static Map<String, Set<String>> referred(TablePlan table, Collection<Value.Obj> referring) {
        var ids = new HashMap<String, Set<String>>();
        for (var field : table.fields()) {
            if (field.ref().isEmpty()) {
                continue;
            }
            var ofParent = ids.computeIfAbsent(parent(field), _ -> new TreeSet<>());
            for (var document : referring) {
                if (document.fields().get(field.name()) instanceof Value.Text(String id)) {
                    ofParent.add(id);
                }
            }
        }
        return ids;
    }

    private static String parent(FieldPlan field) {
        return field.ref().orElseThrow().table();
    }
}
