package dev.pg2convex.chaos;

import java.util.random.RandomGenerator;

/** Numbers for items. */
final class Weights {
    /** No double is this number: half a unit of the last place beside one. */
    static final String UNFIT = "0.10000000000000000555";

    private Weights() {}

    static String fit(RandomGenerator random) {
        return random.nextInt(1_000) + "." + (1 + random.nextInt(9));
    }
}
