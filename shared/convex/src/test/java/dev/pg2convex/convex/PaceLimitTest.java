package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PaceLimitTest {
    private static final long SECOND = 1_000_000_000L;
    private final PaceLimit pace = new PaceLimit(8, 16, 0, new Random(1));

    @Test
    void tryStart_asManyAsTheLimit_thenNoMore() {
        for (int i = 0; i < 8; i++) {
            assertTrue(pace.tryStart(0));
        }
        assertFalse(pace.tryStart(0));
        assertEquals(0, pace.pause(0));

        pace.ended();

        assertTrue(pace.tryStart(0));
    }

    @Test
    void succeeded_aRoundOfCalls_addsOne() {
        for (int i = 0; i < 9; i++) {
            pace.succeeded();
        }

        assertEquals(9, pace.limit());
    }

    @Test
    void succeeded_forLong_staysAtTheMost() {
        for (int i = 0; i < 10_000; i++) {
            pace.succeeded();
        }

        assertEquals(16, pace.limit());
    }

    @Test
    void throttled_once_halvesAndPauses() {
        assertTrue(pace.throttled(0, SECOND));

        assertEquals(4, pace.limit());
        assertTrue(pace.pause(SECOND) >= SECOND / 4 && pace.pause(SECOND) <= SECOND / 2, "between half and the whole of the first pause");
        assertFalse(pace.tryStart(SECOND));
        assertTrue(pace.tryStart(SECOND + SECOND / 2));
    }

    @Test
    void throttled_callsOfOneBurst_slowDownOnce() {
        pace.throttled(0, SECOND);

        assertFalse(pace.throttled(0, SECOND + 1));

        assertEquals(4, pace.limit());
    }

    @RepeatedTest(20)
    void throttled_againAndAgain_neverBelowOneNorLongerThanTheLongestPause() {
        PaceLimit pace = new PaceLimit(8, 16, 0, new Random());
        long now = 0;
        for (int i = 0; i < 50; i++) {
            now += pace.pause(now);
            pace.throttled(now, now);
        }

        assertEquals(1, pace.limit());
        assertTrue(pace.pause(now) >= 10 * SECOND && pace.pause(now) <= 20 * SECOND);
    }

    @Test
    void throttled_afterASuccess_pausesShortlyAgain() {
        long now = 0;
        for (int i = 0; i < 5; i++) {
            now += pace.pause(now);
            pace.throttled(now, now);
        }
        now += pace.pause(now);
        pace.succeeded();

        pace.throttled(now, now);

        assertTrue(pace.pause(now) <= SECOND / 2);
    }
}
