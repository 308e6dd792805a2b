package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.QueueName;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function's configuration: where its queues are, how often a message is received before it counts as failed, and the sizes of the work.
 * What is secret is not here; see {@link SecretSource}.
 *
 * @param maxReceives the queues' {@code maxReceiveCount} (default 5): the attempt that uses up the last one marks its page as failed
 * @param tickRule name of the EventBridge rule that sends a tick each minute; empty where whoever starts runs sends the ticks
 * @param metricsStack what the metrics are of; empty where none are written
 * @param secretId name or ARN of the secret that holds what {@link Services} needs; empty where the environment holds it
 */
public record AwsConfig(QueueUrls queues, int maxReceives, Tuning tuning, Optional<String> tickRule, Optional<String> metricsStack,
        Optional<String> secretId) {
    static final String PREFIX = "PG2CONVEX_";
    static final String SECRET_ID = "PG2CONVEX_SECRET_ID";

    private static final String MAX_RECEIVES = "PG2CONVEX_MAX_RECEIVES";
    private static final String PAGE_ROWS = "PG2CONVEX_PAGE_ROWS";
    private static final String BATCH_ROWS = "PG2CONVEX_BATCH_ROWS";
    private static final String BATCH_BYTES = "PG2CONVEX_BATCH_BYTES";
    private static final String SLICE_BYTES = "PG2CONVEX_SLICE_BYTES";
    private static final String LEASE = "PG2CONVEX_LEASE_SECONDS";
    private static final String PLAN_SLICE = "PG2CONVEX_PLAN_SLICE";
    private static final String MAX_PASSES = "PG2CONVEX_MAX_PASSES";
    private static final String RECHECK = "PG2CONVEX_RECHECK_SECONDS";
    private static final String TICK_RULE = "PG2CONVEX_TICK_RULE";
    private static final String METRICS_STACK = "PG2CONVEX_METRICS_STACK";
    private static final Set<String> KNOWN = Set.of(SECRET_ID, TICK_RULE, METRICS_STACK, Services.STORE_URL, variable(QueueName.PAGES),
            variable(QueueName.VERIFY), variable(QueueName.CONTROL), MAX_RECEIVES, PAGE_ROWS, BATCH_ROWS, BATCH_BYTES, SLICE_BYTES, LEASE,
            PLAN_SLICE, MAX_PASSES, RECHECK);
    /** SQS's own bound of maxReceiveCount. */
    private static final int MOST_RECEIVES = 1_000;
    private static final int DEFAULT_RECEIVES = 5;
    /** A document may have 1 MiB; what is far above Convex's 16 MiB for one call is a typing error. */
    private static final long MOST_BYTES = 16 << 20;
    private static final int MOST_ROWS = 16_000;

    public AwsConfig {
        requireNonNull(queues);
        requireNonNull(tuning);
        requireNonNull(tickRule);
        requireNonNull(metricsStack);
        requireNonNull(secretId);
    }

    /**
     * Reads the environment of a function.
     *
     * @param needed the queues that the function sends to
     * @throws ConfigException with everything that is missing, malformed or unknown
     */
    public static AwsConfig read(Map<String, String> environment, Set<QueueName> needed) {
        return read(environment, needed, Set.of());
    }

    /**
     * Reads the environment of another program that has {@code PG2CONVEX_} variables of its own.
     *
     * @param alsoKnown those variables
     */
    public static AwsConfig read(Map<String, String> environment, Set<QueueName> needed, Set<String> alsoKnown) {
        var variables = new Variables(environment);
        var urls = new EnumMap<QueueName, String>(QueueName.class);
        for (var queue : QueueName.values()) {
            if (needed.contains(queue)) {
                urls.put(queue, variables.required(variable(queue), "the URL of the queue \"" + QueueUrls.nameOf(queue) + "\""));
            } else {
                variables.text(variable(queue)).ifPresent(url -> urls.put(queue, url));
            }
        }
        int maxReceives = (int) variables.number(MAX_RECEIVES, 1, MOST_RECEIVES, DEFAULT_RECEIVES);
        var tuning = tuning(variables);
        var known = new HashSet<>(KNOWN);
        known.addAll(alsoKnown);
        variables.refuseUnknown(PREFIX, known);
        variables.check();
        return new AwsConfig(new QueueUrls(urls), maxReceives, tuning, variables.text(TICK_RULE), variables.text(METRICS_STACK),
                variables.text(SECRET_ID));
    }

    private static Tuning tuning(Variables variables) {
        var otherwise = Tuning.DEFAULT;
        return new Tuning((int) variables.number(PAGE_ROWS, 1, 1_000_000, otherwise.pageRows()),
                (int) variables.number(BATCH_ROWS, 1, MOST_ROWS, otherwise.batchRows()),
                variables.number(BATCH_BYTES, 1, MOST_BYTES, otherwise.batchBytes()),
                variables.number(SLICE_BYTES, 1, 64 * MOST_BYTES, otherwise.sliceBytes()),
                Duration.ofSeconds(variables.number(LEASE, 1, 900, otherwise.lease().toSeconds())),
                (int) variables.number(PLAN_SLICE, 1, 10_000, otherwise.planSlice()),
                (int) variables.number(MAX_PASSES, 1, 1_000, otherwise.maxPasses()),
                Duration.ofSeconds(variables.number(RECHECK, 0, 600, otherwise.recheckDelay().toSeconds())));
    }

    private static String variable(QueueName queue) {
        return PREFIX + queue.name().toUpperCase(Locale.ROOT) + "_QUEUE_URL";
    }
}
