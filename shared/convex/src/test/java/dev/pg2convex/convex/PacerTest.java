package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacerTest {
    @Test
    void acquire_manyCallers_neverMoreAtATimeThanAllowed() throws Exception {
        Pacer pacer = Pacer.upTo(3);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Void> caller = () -> {
            try (var permit = pacer.acquire()) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.sleep(2);
                now.decrementAndGet();
                permit.succeeded();
            }
            return null;
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(Collections.nCopies(60, caller))) {
                call.get();
            }
        }

        assertEquals(3, most.get());
        assertTrue(pacer.pace().waited().compareTo(Duration.ZERO) > 0);
    }

    @Test
    void failed_throttled_makesTheNextCallerWaitAndSaysWhy() {
        Pacer pacer = Pacer.upTo(16);
        try (var permit = pacer.acquire()) {
            permit.failed(new CategorizedException(Failure.THROTTLED, "too_many_writes", "slow down"));
        }
        assertEquals(Optional.of("too_many_writes"), pacer.pace().slowedBy());
        assertEquals(4, pacer.pace().atATime());

        try (var permit = pacer.acquire()) {
            permit.succeeded();
        }

        assertTrue(pacer.pace().waited().toMillis() >= 200);
        assertEquals(Optional.empty(), pacer.pace().slowedBy());
    }

    @Test
    void failed_forAnotherReason_slowsNobodyDown() {
        Pacer pacer = Pacer.upTo(16);
        try (var permit = pacer.acquire()) {
            permit.failed(new CategorizedException(Failure.DETERMINISTIC, "function_failed", "no"));
        }

        assertEquals(8, pacer.pace().atATime());
        assertEquals(Optional.empty(), pacer.pace().slowedBy());
    }

    @Test
    void acquire_interrupted_saysThatNothingWasSent() {
        Pacer pacer = Pacer.upTo(1);
        try (var _ = pacer.acquire()) {
            Thread.currentThread().interrupt();
            CategorizedException interrupted = assertThrows(CategorizedException.class, pacer::acquire);
            assertEquals(Failure.UNAVAILABLE, interrupted.failure());
            assertTrue(Thread.interrupted());
        }
    }

    /** A function that waited longer would be killed at its deadline, and a throttled page must never count as failed. */
    @Test
    void acquire_noPlaceForLong_isThrottledAndSentNothing() {
        AtomicLong clock = new AtomicLong();
        Pacer pacer = new Pacer(1, () -> clock.getAndAdd(Pacer.PATIENCE.toNanos() / 3), new Random(1));
        try (var permit = pacer.acquire()) {
            assertEquals("too_many_calls", refused(pacer));
            permit.failed(new CategorizedException(Failure.THROTTLED, "too_many_writes", "slow down"));
            assertEquals("too_many_writes", refused(pacer));
        }
    }

    private static String refused(Pacer pacer) {
        CategorizedException throttled = assertThrows(CategorizedException.class, pacer::acquire);
        assertEquals(Failure.THROTTLED, throttled.failure());
        assertTrue(throttled.getMessage().endsWith("nothing was sent"), throttled.getMessage());
        return throttled.code();
    }

    @Test
    void upTo_none_throws() {
        assertThrows(IllegalArgumentException.class, () -> Pacer.upTo(0));
    }
}
