package dev.pg2convex.core.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The dependency levels of tables: Tarjan's strongly connected components, which come parents first. Tables of one component (a cycle) share a
 * level.
 */
final class Levels {
    private final Map<String, ? extends Set<String>> parents;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Map<String, Integer> component = new HashMap<>();
    private final Map<String, Integer> level = new HashMap<>();

    /** @param parents of each table; every parent is a table too */
    Levels(Map<String, ? extends Set<String>> parents) {
        this.parents = parents;
        for (String table : parents.keySet()) {
            if (!order.containsKey(table)) {
                visit(table);
            }
        }
    }

    /** 0 for a table that refers to none outside its cycle. */
    int of(String table) {
        return level.get(table);
    }

    /** The reference from one table to the other is part of a cycle; a reference to the table itself is. */
    boolean cyclic(String child, String parent) {
        return Objects.equals(component.get(child), component.get(parent));
    }

    /** The tables of a table's cycle, by name. */
    List<String> cycle(String table) {
        return component.keySet().stream().filter(other -> cyclic(table, other)).sorted().toList();
    }

    private void visit(String table) {
        order.put(table, order.size());
        lowest.put(table, order.get(table));
        open.push(table);
        for (String parent : parents.get(table)) {
            if (!order.containsKey(parent)) {
                visit(parent);
                lowest.merge(table, lowest.get(parent), Math::min);
            } else if (!component.containsKey(parent)) {
                lowest.merge(table, order.get(parent), Math::min);
            }
        }
        if (lowest.get(table).equals(order.get(table))) {
            close(table);
        }
    }

    private void close(String root) {
        List<String> members = new ArrayList<>();
        do {
            members.add(open.pop());
        } while (!members.getLast().equals(root));
        int height = members.stream()
                .flatMap(member -> parents.get(member).stream())
                .filter(level::containsKey)
                .mapToInt(parent -> level.get(parent) + 1)
                .max()
                .orElse(0);
        for (String member : members) {
            component.put(member, order.get(root));
        }
        for (String member : members) {
            level.put(member, height);
        }
    }
}
