package dev.pg2convex.chaos;

import dev.pg2convex.testing.SharedServer;

/** One {@link Bench} for all test classes. */
final class SharedBench extends SharedServer<Bench> {
    SharedBench() {
        super(Bench.class, Bench::new);
    }
}
