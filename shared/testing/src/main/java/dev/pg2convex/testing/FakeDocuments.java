package dev.pg2convex.testing;

import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The documents of a {@link FakeTarget}, in the order of their creation, and who owns them. */
final class FakeDocuments {
    private final Map<String, Map<String, Map<String, Value>>> tables = new HashMap<>();
    private final Set<String> owned = new HashSet<>();
    private int made;

    String insert(String table, Map<String, Value> fields) {
        var id = table + "_" + ++made;
        table(table).put(id, new HashMap<>(fields));
        return id;
    }

    Optional<Map<String, Value>> find(String table, String id) {
        return Optional.ofNullable(table(table).get(id));
    }

    boolean remove(String table, String id) {
        return table(table).remove(id) != null;
    }

    void own(List<String> ids) {
        owned.addAll(ids);
    }

    /** A document's ID begins with its table's name, whether it is here or only said to be. */
    void disown(Optional<String> table) {
        owned.removeIf(id -> id.startsWith(table.map(name -> name + "_").orElse("")));
    }

    Set<String> owned() {
        return Set.copyOf(owned);
    }

    List<String> ids(String table) {
        return List.copyOf(table(table).keySet());
    }

    /** With its system fields, and of the others only those asked for. */
    Value.Obj read(String table, String id, List<String> fields) {
        var document = new LinkedHashMap<String, Value>();
        document.put("_id", new Value.Text(id));
        document.put("_creationTime", new Value.Float64(1));
        var stored = table(table).get(id);
        fields.stream().filter(stored::containsKey).forEach(field -> document.put(field, stored.get(field)));
        return new Value.Obj(document);
    }

    OperationResult apply(String table, Optional<Match> match, Operation operation) {
        return switch (operation) {
            case Operation.Insert insert -> insert(table, match, insert);
            case Operation.Update update -> {
                var found = find(table, update.id());
                if (found.isEmpty()) {
                    owned.remove(update.id());
                    yield new OperationResult.Gone();
                }
                patch(found.get(), update.set(), update.unset());
                yield new OperationResult.Updated();
            }
            case Operation.Delete delete -> {
                owned.remove(delete.id());
                if (delete.unlink()) {
                    yield new OperationResult.Unlinked();
                }
                remove(table, delete.id());
                yield new OperationResult.Deleted();
            }
        };
    }

    private OperationResult insert(String table, Optional<Match> match, Operation.Insert insert) {
        var candidates = match.map(found -> candidates(table, found, insert.set().fields())).orElse(List.of());
        if (candidates.isEmpty()) {
            var id = insert(table, insert.set().fields());
            match.ifPresent(_ -> owned.add(id));
            return new OperationResult.Inserted(id);
        }
        var oldest = candidates.getFirst();
        owned.add(oldest);
        if (match.orElseThrow().onMatch() == Match.OnMatch.SKIP) {
            return new OperationResult.Skipped(oldest, candidates.size() - 1);
        }
        patch(table(table).get(oldest), insert.set(), insert.unset());
        return new OperationResult.Adopted(oldest, candidates.size() - 1);
    }

    private List<String> candidates(String table, Match match, Map<String, Value> set) {
        var candidates = new ArrayList<String>();
        table(table).forEach((id, document) -> {
            if (!owned.contains(id) && match.fields().stream().allMatch(field -> equal(set.get(field), document.get(field)))) {
                candidates.add(id);
            }
        });
        return candidates;
    }

    /** A natural key with a part missing is nobody's. */
    private static boolean equal(Value wanted, Value found) {
        return wanted != null && !(wanted instanceof Value.Null) && wanted.equals(found);
    }

    private static void patch(Map<String, Value> document, Value.Obj set, List<String> unset) {
        document.putAll(set.fields());
        unset.forEach(document::remove);
    }

    private Map<String, Map<String, Value>> table(String name) {
        return tables.computeIfAbsent(name, _ -> new LinkedHashMap<>());
    }
}
