package dev.pg2convex.local.queue;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One event source mapping.
 *
 * @param functionName what the function is told it is called
 * @param batchSize most messages of one invocation, 1 to 10
 * @param maximumConcurrency most invocations at a time
 * @param functionTimeout how long an invocation may take; an answer that comes later counts as a failure, as Lambda would have ended it
 * @param pollWait how long a poll waits for a message, at most 20 s: a stop waits that long in the worst case
 */
public record EventSourceSettings(String functionName, String queueUrl, int batchSize, int maximumConcurrency, Duration functionTimeout,
        Duration pollWait) {
    /** Short enough for a prompt stop, long enough to keep an idle engine idle. */
    public static final Duration DEFAULT_POLL_WAIT = Duration.ofSeconds(1);

    public EventSourceSettings {
        requireNonNull(functionName);
        requireNonNull(queueUrl);
        if (batchSize < 1 || batchSize > 10) {
            throw new IllegalArgumentException("batch size must be 1 to 10, not " + batchSize);
        }
        if (maximumConcurrency < 1) {
            throw new IllegalArgumentException("maximum concurrency must be at least 1, not " + maximumConcurrency);
        }
        if (!functionTimeout.isPositive()) {
            throw new IllegalArgumentException("a function timeout must be positive, not " + functionTimeout);
        }
        if (pollWait.isNegative() || pollWait.compareTo(Duration.ofSeconds(20)) > 0) {
            throw new IllegalArgumentException("a poll can wait for 0 to 20 s, not " + pollWait);
        }
    }

    public EventSourceSettings(String functionName, String queueUrl, int batchSize, int maximumConcurrency, Duration functionTimeout) {
        this(functionName, queueUrl, batchSize, maximumConcurrency, functionTimeout, DEFAULT_POLL_WAIT);
    }
}
