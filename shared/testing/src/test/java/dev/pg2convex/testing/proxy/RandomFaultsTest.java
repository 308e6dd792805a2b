package dev.pg2convex.testing.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.testing.proxy.RandomFaults.Rate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RandomFaultsTest {
    private static final ConvexFault DROP = new ConvexFault.CommitThenDrop();
    private static final ConvexFault RESET = new ConvexFault.ResetInMidBody();
    private static final List<Rate> RATES = List.of(new Rate(DROP, 0.2), new Rate(RESET, 0.05));

    @Test
    void faultFor_seed_repeatsItselfWhateverComesBetween() {
        var faults = new RandomFaults(7, RATES);

        assertEquals(faults(faults, ConvexCall.WRITE, 0), faults(new RandomFaults(7, RATES), ConvexCall.WRITE, 1_000));
        assertNotEquals(faults(faults, ConvexCall.WRITE, 0), faults(new RandomFaults(8, RATES), ConvexCall.WRITE, 0));
        assertNotEquals(faults(faults, ConvexCall.WRITE, 0), faults(faults, ConvexCall.SETTLE, 0));
    }

    @Test
    void faultFor_manySeeds_keepsToTheRates() {
        long drops = LongStream.range(0, 100)
                .map(seed -> faults(new RandomFaults(seed, RATES), ConvexCall.WRITE, 0).stream().filter(Optional.of(DROP)::equals).count())
                .sum();
        long none = LongStream.range(0, 100)
                .map(seed -> faults(new RandomFaults(seed, RATES), ConvexCall.WRITE, 0).stream().filter(Optional::isEmpty).count())
                .sum();

        assertTrue(drops > 3_700 && drops < 4_300, "a fifth of 20,000, not " + drops);
        assertTrue(none > 14_600 && none < 15_400, "three quarters of 20,000, not " + none);
    }

    @Test
    void randomFaults_ratesOverOne_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new RandomFaults(1, List.of(new Rate(DROP, 0.6), new Rate(RESET, 0.5))));
        assertThrows(IllegalArgumentException.class, () -> new Rate(DROP, -0.1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(DROP, Double.NaN));
    }

    private static List<Optional<ConvexFault>> faults(FaultPlan plan, String function, long earlier) {
        return LongStream.rangeClosed(1, 200).mapToObj(n -> plan.faultFor(new ConvexCall(function, earlier + n, n))).toList();
    }
}
