package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Metrics by CloudWatch's embedded metric format: one line of the log for each invocation, of which CloudWatch makes the metrics. Their only dimension
 * is the stack: a table or a run would make a new metric, and a new cost, each.
 */
public final class Metrics {
    /** For a process that nobody watches. */
    public static final Metrics NONE = new Metrics(Optional.empty(), _ -> {}, () -> 0, InstantSource.system());
    public static final String NAMESPACE = "pg2convex";
    public static final String DIMENSION = "Stack";

    private final Optional<String> stack;
    private final Consumer<String> log;
    private final LongSupplier throttled;
    private final InstantSource clock;

    /**
     * @param stack none: nothing is written
     * @param log takes a line
     * @param throttled how many calls of this process Convex has refused so far
     */
    public Metrics(Optional<String> stack, Consumer<String> log, LongSupplier throttled, InstantSource clock) {
        this.stack = requireNonNull(stack);
        this.log = requireNonNull(log);
        this.throttled = requireNonNull(throttled);
        this.clock = requireNonNull(clock);
    }

    public boolean isOn() {
        return stack.isPresent();
    }

    /** For one invocation; written when it is closed. */
    Line line() {
        return new Line();
    }

    /** As the coordinator has them with each tick. */
    public void write(Map<Metric, Long> values) {
        var line = new Line();
        values.forEach(line::set);
        line.write();
    }

    /** The values of one invocation. */
    final class Line implements AutoCloseable {
        /** CloudWatch takes no more for one metric of a line. */
        private static final int MOST_VALUES = 100;

        private final Map<Metric, List<Long>> values = new EnumMap<>(Metric.class);
        private final long throttledBefore = throttled.getAsLong();

        private Line() {}

        /** Adds to a sum. */
        void count(Metric metric, long more) {
            values.merge(metric, List.of(more), (before, _) -> List.of(before.getFirst() + more));
        }

        void set(Metric metric, long value) {
            values.put(metric, List.of(value));
        }

        /** A value of its own. */
        void observe(Metric metric, long value) {
            var observed = values.computeIfAbsent(metric, _ -> new ArrayList<>());
            if (observed.size() < MOST_VALUES) {
                observed.add(value);
            }
        }

        @Override
        public void close() {
            count(Metric.THROTTLED_CALLS, throttled.getAsLong() - throttledBefore);
            write();
        }

        private void write() {
            if (stack.isPresent()) {
                log.accept(text(stack.get()));
            }
        }

        private String text(String name) {
            var json = Json.MAPPER.createObjectNode();
            var about = json.putObject("_aws").put("Timestamp", clock.millis());
            var directive = about.putArray("CloudWatchMetrics").addObject().put("Namespace", NAMESPACE);
            directive.putArray("Dimensions").addArray().add(DIMENSION);
            var metrics = directive.putArray("Metrics");
            json.put(DIMENSION, name);
            values.forEach((metric, observed) -> {
                metrics.addObject().put("Name", metric.title()).put("Unit", metric.unit());
                if (observed.size() == 1) {
                    json.put(metric.title(), observed.getFirst());
                } else {
                    observed.forEach(json.putArray(metric.title())::add);
                }
            });
            return json.toString();
        }
    }
}
