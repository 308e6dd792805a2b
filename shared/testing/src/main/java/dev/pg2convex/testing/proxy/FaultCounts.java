package dev.pg2convex.testing.proxy;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How many calls a {@link ConvexFaultProxy} has seen, and what became of them.
 *
 * @param calls by function and fault
 * @param deliveries to Convex by function: less than the calls where some never arrived, more where one arrived twice
 */
public record FaultCounts(Map<Key, Long> calls, Map<String, Long> deliveries) {
    /** Stands for the fault of a call that met none. */
    public static final String NO_FAULT = "none";

    public FaultCounts {
        calls = Map.copyOf(calls);
        deliveries = Map.copyOf(deliveries);
    }

    /** All calls. */
    public long total() {
        return sum(_ -> true);
    }

    /** The calls of a function. */
    public long of(String function) {
        return sum(key -> key.function().equals(function));
    }

    /** The calls that met a fault of this label. */
    public long met(String fault) {
        return sum(key -> key.fault().equals(fault));
    }

    /** The calls that met any fault. */
    public long faults() {
        return sum(key -> !key.fault().equals(NO_FAULT));
    }

    /** How often Convex got a call of this function. */
    public long delivered(String function) {
        return deliveries.getOrDefault(function, 0L);
    }

    private long sum(Predicate<Key> wanted) {
        return calls.entrySet().stream().filter(entry -> wanted.test(entry.getKey())).mapToLong(Map.Entry::getValue).sum();
    }

    /** One line for each function and fault, sorted. */
    @Override
    public String toString() {
        var lines = new TreeMap<String, Long>();
        calls.forEach((key, count) -> lines.put(key.function() + " " + key.fault(), count));
        var text = new StringBuilder();
        lines.forEach((line, count) -> text.append(line).append(' ').append(count).append('\n'));
        return text.toString();
    }

    /** What calls are counted by. */
    public record Key(String function, String fault) {
        public Key {
            requireNonNull(function);
            requireNonNull(fault);
        }
    }
}
