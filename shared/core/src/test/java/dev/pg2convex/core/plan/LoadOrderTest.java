package dev.pg2convex.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LoadOrderTest {
    @Test
    void deferred_cycleWithAReferenceThatMayBeMissing_isThatOneOnly() {
        Map<String, Set<String>> parents = Map.of("users", Set.of("teams"), "teams", Set.of("users"));
        LoadOrder order = new LoadOrder(parents, Map.of("users", Set.of(), "teams", Set.of("users")));
        assertTrue(order.deferred("users", "teams"));
        assertFalse(order.deferred("teams", "users"));
        assertEquals(List.of(0, 1), List.of(order.level("users"), order.level("teams")));
    }

    @Test
    void deferred_cyclesOfRequiredReferences_oneEach() {
        Map<String, Set<String>> parents = Map.of("a", Set.of("b"), "b", Set.of("a"), "x", Set.of("y"), "y", Set.of("z"), "z", Set.of("x"));
        LoadOrder order = new LoadOrder(parents, parents);
        assertTrue(order.deferred("a", "b"));
        assertFalse(order.deferred("b", "a"));
        assertTrue(order.deferred("x", "y"));
        assertEquals(List.of(0, 1, 0, 2, 1), List.of("a", "b", "x", "y", "z").stream().map(order::level).toList());
    }

    @Test
    void deferred_selfReference_isEvenWhereItIsRequired() {
        Map<String, Set<String>> parents = Map.of("parts", Set.of("parts"));
        assertTrue(new LoadOrder(parents, parents).deferred("parts", "parts"));
    }

    @Test
    void order_randomGraphs_putsParentsFirstWhateverTheOrderOfTheMapping() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            Map<String, Set<String>> parents = new LinkedHashMap<>();
            Map<String, Set<String>> required = new LinkedHashMap<>();
            int tables = 1 + random.nextInt(7);
            for (int i = 0; i < tables; i++) {
                Set<String> own = new TreeSet<>();
                random.ints(random.nextInt(4), 0, tables).forEach(parent -> own.add("t" + parent));
                parents.put("t" + i, own);
                Set<String> strict = new TreeSet<>(own);
                strict.removeIf(parent -> random.nextBoolean());
                required.put("t" + i, strict);
            }
            LoadOrder order = new LoadOrder(parents, required);
            LoadOrder other = new LoadOrder(shuffled(parents, random), shuffled(required, random));
            Levels all = new Levels(parents);
            Levels hard = new Levels(required);
            parents.forEach((child, own) -> own.forEach(parent -> {
                boolean deferred = order.deferred(child, parent);
                assertEquals(deferred, other.deferred(child, parent), parents::toString);
                assertTrue(deferred || order.level(parent) < order.level(child), parents::toString);
                assertFalse(deferred && !all.cyclic(child, parent), parents::toString);
                boolean neverWaits = required.get(child).contains(parent) && !hard.cyclic(child, parent);
                assertFalse(deferred && neverWaits, "required, and in no cycle of required ones");
                assertEquals(order.level(child), other.level(child));
            }));
        }
    }

    private static Map<String, Set<String>> shuffled(Map<String, Set<String>> graph, Random random) {
        List<String> keys = new ArrayList<>(graph.keySet());
        Collections.shuffle(keys, random);
        Map<String, Set<String>> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, graph.get(key)));
        return shuffled;
    }
}
