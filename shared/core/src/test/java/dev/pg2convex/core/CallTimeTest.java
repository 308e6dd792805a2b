package dev.pg2convex.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallTimeTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Test
    void atMost_noDeadline_isTheCallsOwnLimit() {
        assertEquals(LIMIT, CallTime.atMost(LIMIT));
    }

    @Test
    void atMost_ampleTime_isTheCallsOwnLimit() {
        assertEquals(LIMIT, within(Duration.ofSeconds(95)));
    }

    @Test
    void atMost_littleTime_leavesEnoughToWindUp() {
        assertEquals(Duration.ofSeconds(15), within(Duration.ofSeconds(20)));
    }

    @Test
    void atMost_noTime_isNeverNoLimit() {
        assertEquals(Duration.ofSeconds(1), within(Duration.ZERO));
    }

    private static Duration within(Duration left) {
        return CallTime.bounded(() -> left, () -> CallTime.atMost(LIMIT));
    }
}
