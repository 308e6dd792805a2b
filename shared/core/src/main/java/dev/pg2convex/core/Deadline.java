package dev.pg2convex.core;

import java.time.Duration;

/** How long the function may go on before it is stopped from outside. */
@FunctionalInterface
public interface Deadline {
    Duration remaining();

    /** Less than this is left. */
    default boolean within(Duration margin) {
        return remaining().compareTo(margin) < 0;
    }
}
