package dev.pg2convex.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How this process ends: by itself, or by SIGTERM or SIGINT, which asks the command under way to come to an orderly end first. Either way the exit code is
 * the command's own.
 */
public final class Termination {
    /** Longer than what a batch in flight may take with its retries. */
    private static final Duration GRACE = Duration.ofSeconds(40);
    private static final AtomicBoolean WATCHED = new AtomicBoolean();
    private static final AtomicBoolean ASKED = new AtomicBoolean();
    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static final AtomicInteger CODE = new AtomicInteger();

    private Termination() {}

    static void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(Termination::await, "termination"));
    }

    /** Lets the command see a signal by {@link #asked} instead of being cut off by it. */
    public static void watch() {
        WATCHED.set(true);
    }

    /** Somebody wants this process to end. */
    public static boolean asked() {
        return ASKED.get();
    }

    static void exit(int code) {
        CODE.set(code);
        ENDED.countDown();
        // Where a signal came first, the hook is waiting for this and ends the process.
        if (!asked()) {
            System.exit(code);
        }
    }

    private static void await() {
        if (!WATCHED.get()) {
            return;
        }
        ASKED.set(true);
        try {
            if (ENDED.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(CODE.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.STOPPED);
    }
}
