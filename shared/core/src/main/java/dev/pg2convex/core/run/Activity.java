package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the active runs of a driver stand.
 *
 * @param pagesLeft of the stages planned so far
 * @param sinceProgress how long ago the run that has stood still for the longest got on; zero where there is none
 */
public record Activity(int runs, long pagesLeft, Duration sinceProgress) {
    public Activity {
        requireNonNull(sinceProgress);
    }
}
