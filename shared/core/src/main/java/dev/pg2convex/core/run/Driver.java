package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Who drives a run, as its heartbeats say.
 *
 * @param holds for so long after a heartbeat it counts as there
 */
public record Driver(String name, Duration holds) {
    private static final Duration FOLLOWING = Duration.ofSeconds(10);
    private static final Duration TICKED = Duration.ofSeconds(150);

    public Driver {
        requireNonNull(name);
        requireNonNull(holds);
    }

    /** A process that stays with its run, and beats every two seconds. */
    public static Driver following(String name) {
        return new Driver(name, FOLLOWING);
    }

    /** Functions that a tick calls every minute; one may be lost, or late. */
    public static Driver ticked(String name) {
        return new Driver(name, TICKED);
    }
}
