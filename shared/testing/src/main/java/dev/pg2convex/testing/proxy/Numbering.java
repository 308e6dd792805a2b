package dev.pg2convex.testing.proxy;

import java.util.HashMap;
import java.util.Map;

/** Numbers calls, from 1. */
final class Numbering {
    private final Map<String, Long> byFunction = new HashMap<>();
    private long all;

    synchronized ConvexCall next(String function) {
        return new ConvexCall(function, ++all, byFunction.merge(function, 1L, Long::sum));
    }
}
