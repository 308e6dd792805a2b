package dev.pg2convex.core.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * In which order tables are loaded, and which references have to wait for their target. In a cycle those wait that may be left out; where
 * every reference of a cycle is required, one of them waits all the same, the first by name, whatever the order of the mapping.
 */
final class LoadOrder {
    private final Map<String, Set<String>> strict = new LinkedHashMap<>();
    private final Levels levels;

    /**
     * @param parents of each table; every parent is a table too
     * @param required those of them that a field refers to which no row may lack
     */
    LoadOrder(Map<String, Set<String>> parents, Map<String, Set<String>> required) {
        required.forEach((child, own) -> {
            strict.put(child, new TreeSet<>(own));
            strict.get(child).remove(child);
        });
        breakCycles();
        Levels all = new Levels(parents);
        parents.forEach(
                (child, own) -> own.stream().filter(parent -> !all.cyclic(child, parent)).forEach(parent -> strict.get(child).add(parent)));
        levels = new Levels(strict);
    }

    /** A table's parents are at lower levels, but for deferred references. */
    int level(String table) {
        return levels.of(table);
    }

    /** References from one table to the other are left out while their target is not there. */
    boolean deferred(String child, String parent) {
        return !strict.getOrDefault(child, Set.of()).contains(parent);
    }

    private void breakCycles() {
        record Edge(String child, String parent) {}
        while (true) {
            Levels now = new Levels(strict);
            var first = new TreeSet<>(strict.keySet()).stream()
                    .flatMap(child -> strict.get(child)
                            .stream()
                            .filter(parent -> now.cyclic(child, parent))
                            .map(parent -> new Edge(child, parent)))
                    .findFirst();
            if (first.isEmpty()) {
                return;
            }
            strict.get(first.get().child).remove(first.get().parent);
        }
    }
}
