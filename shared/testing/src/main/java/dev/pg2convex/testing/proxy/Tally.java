package dev.pg2convex.testing.proxy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Counts, from many threads. */
final class Tally {
    private final Map<FaultCounts.Key, Long> calls = new ConcurrentHashMap<>();
    private final Map<String, Long> deliveries = new ConcurrentHashMap<>();

    void called(String function, Optional<ConvexFault> fault) {
        calls.merge(new FaultCounts.Key(function, fault.map(ConvexFault::label).orElse(FaultCounts.NO_FAULT)), 1L, Long::sum);
    }

    void delivered(String function) {
        deliveries.merge(function, 1L, Long::sum);
    }

    FaultCounts counts() {
        return new FaultCounts(calls.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)), deliveries);
    }
}
