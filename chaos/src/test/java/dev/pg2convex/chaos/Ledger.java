package dev.pg2convex.chaos;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is in the source, as whoever wrote it knows: a memory of its own, which no part of pg2convex can be wrong about. */
final class Ledger {
    private final Map<Integer, Person> people = new TreeMap<>();
    private final Map<Long, Item> items = new TreeMap<>();
    private final Map<String, Node> nodes = new TreeMap<>();

    /** The handle follows from the key, so that a person who comes back is the same to the application too. */
    record Person(int id, Optional<String> name, Optional<Integer> age) {
        String handle() {
            return "h" + id;
        }
    }

    /** @param weight decimal text */
    record Item(long id, Optional<Integer> owner, String title, Optional<String> weight) {
        /** Its weight cannot be a double without a change: the row is to be set aside. */
        boolean bad() {
            return weight.filter(Weights.UNFIT::equals).isPresent();
        }
    }

    record Node(String code, Optional<String> parent, String label) {}

    Map<Integer, Person> people() {
        return people;
    }

    Map<Long, Item> items() {
        return items;
    }

    Map<String, Node> nodes() {
        return nodes;
    }

    Ledger copy() {
        var copy = new Ledger();
        copy.people.putAll(people);
        copy.items.putAll(items);
        copy.nodes.putAll(nodes);
        return copy;
    }

    /** What another one says. */
    void becomes(Ledger other) {
        people.clear();
        people.putAll(other.people);
        items.clear();
        items.putAll(other.items);
        nodes.clear();
        nodes.putAll(other.nodes);
    }
}
