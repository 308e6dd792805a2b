package dev.pg2convex.core;

import java.time.Duration;

/**
 * Sizes and times of the work.
 *
 * @param pageRows rows of a page: seconds of work, so that a lost page costs little (default 1,000)
 * @param batchRows rows of one mutation, well below Convex's 16,000 writes and 1 s of CPU (default 500)
 * @param batchBytes bytes of one mutation as Convex counts them; a single document may be larger (default 1 MiB, a quarter of a second of
 *     the smallest class's write throughput)
 * @param sliceBytes text read from the source at once, which bounds memory (default 4 MiB)
 * @param lease how long a page is left alone; renewed while its worker lives (default 60 s)
 * @param planSlice pages planned in one transaction (default 100)
 * @param maxPasses catch-up passes before the run ends incomplete (default 5)
 * @param recheckDelay what the verifier waits before it looks again at a difference (default 2 s)
 */
public record Tuning(int pageRows, int batchRows, long batchBytes, long sliceBytes, Duration lease, int planSlice, int maxPasses,
        Duration recheckDelay) {
    public static final Tuning DEFAULT = new Tuning(1_000, 500, 1 << 20, 4 << 20, Duration.ofSeconds(60), 100, 5, Duration.ofSeconds(2));

    public Tuning {
        if (pageRows < 1 || batchRows < 1 || batchBytes < 1 || sliceBytes < 1 || planSlice < 1 || maxPasses < 1) {
            throw new IllegalArgumentException("sizes must be at least 1");
        }
        if (lease.toSeconds() < 1) {
            throw new IllegalArgumentException("a lease must last at least 1 s");
        }
    }
}
