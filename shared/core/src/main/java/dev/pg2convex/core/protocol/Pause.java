package dev.pg2convex.core.protocol;

import java.time.Duration;

/** Waiting that ends when the function is shut down. */
public final class Pause {
    private Pause() {}

    public static void of(Duration duration) throws PageInterrupted {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PageInterrupted("the function is shutting down", Duration.ZERO);
        }
    }
}
