package dev.pg2convex.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LevelsTest {
    @Test
    void of_chain_countsFromTheParents() {
        Levels levels = new Levels(Map.of("messages", Set.of("threads"), "threads", Set.of("users"), "users", Set.of()));
        assertEquals(0, levels.of("users"));
        assertEquals(1, levels.of("threads"));
        assertEquals(2, levels.of("messages"));
        assertFalse(levels.cyclic("messages", "threads"));
    }

    @Test
    void cyclic_selfReference_is() {
        assertTrue(new Levels(Map.of("categories", Set.of("categories"))).cyclic("categories", "categories"));
    }

    @Test
    void levels_randomGraphs_agreeWithReachability() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Map<String, Set<String>> parents = new LinkedHashMap<>();
            int tables = 1 + random.nextInt(8);
            for (int i = 0; i < tables; i++) {
                Set<String> own = new TreeSet<>();
                random.ints(random.nextInt(3), 0, tables).forEach(parent -> own.add("t" + parent));
                parents.put("t" + i, own);
            }
            Levels levels = new Levels(parents);
            parents.forEach((child, own) -> own.forEach(parent -> {
                boolean cycle = reachable(parents, parent).contains(child);
                assertEquals(cycle, levels.cyclic(child, parent), parents::toString);
                assertTrue(cycle ? levels.of(parent) == levels.of(child) : levels.of(parent) < levels.of(child), parents::toString);
            }));
        }
    }

    private static Set<String> reachable(Map<String, Set<String>> parents, String from) {
        Set<String> seen = new HashSet<>(Set.of(from));
        while (seen.addAll(new HashSet<>(seen).stream().flatMap(table -> parents.get(table).stream()).toList())) {
            // until nothing is added
        }
        return seen;
    }
}
