package dev.pg2convex.core.protocol;

import java.time.Duration;

/** The page cannot go on now, through no fault of its own; what is written is kept. */
public final class PageInterrupted extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration delay;

    public PageInterrupted(String why, Duration delay) {
        super(why);
        this.delay = delay;
    }

    public Duration delay() {
        return delay;
    }
}
