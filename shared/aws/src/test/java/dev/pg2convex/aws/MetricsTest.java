package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** By the embedded metric format's specification. */
final class MetricsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_767_225_600_123L));
    /** Of the units that CloudWatch knows, those that are in use. */
    private static final Set<String> UNITS = Set.of("Count", "Milliseconds", "Seconds");

    private final List<String> lines = new ArrayList<>();
    private final AtomicLong throttled = new AtomicLong(5);

    private Metrics metrics(Optional<String> stack) {
        return new Metrics(stack, lines::add, throttled::get, CLOCK);
    }

    @Test
    void line_ofAnInvocation_isOneDocumentOfTheFormat() {
        try (var line = metrics(Optional.of("chat-prod")).line()) {
            line.count(Metric.ROWS_READ, 10);
            line.count(Metric.ROWS_READ, 5);
            line.count(Metric.PAGES_FAILED, 0);
            line.observe(Metric.PAGE_DURATION, 120);
            line.observe(Metric.PAGE_DURATION, 80);
            throttled.addAndGet(3);
        }

        assertEquals(1, lines.size());
        assertEquals(1, lines.getFirst().lines().count());
        var json = Json.parse(lines.getFirst());
        var about = json.get("_aws");
        assertEquals(1_767_225_600_123L, about.get("Timestamp").asLong());
        assertEquals(1, about.get("CloudWatchMetrics").size());
        var directive = about.get("CloudWatchMetrics").get(0);
        assertEquals("pg2convex", directive.get("Namespace").asString());
        assertEquals("[[\"Stack\"]]", directive.get("Dimensions").toString());
        assertEquals("chat-prod", json.get("Stack").asString());
        assertEquals(Map.of("RowsRead", "Count", "PagesFailed", "Count", "PageDuration", "Milliseconds", "ThrottledCalls", "Count"),
                units(directive.get("Metrics")));
        assertEquals(15, json.get("RowsRead").asLong());
        assertEquals(0, json.get("PagesFailed").asLong());
        assertEquals("[120,80]", json.get("PageDuration").toString());
        assertEquals(3, json.get("ThrottledCalls").asLong());
        assertEquals(6, json.size(), "each value has its directive");
    }

    @Test
    void line_moreValuesThanTheFormatTakes_leavesOut() {
        try (var line = metrics(Optional.of("s")).line()) {
            for (int i = 0; i < 101; i++) {
                line.observe(Metric.PAGE_DURATION, i);
            }
        }
        assertEquals(100, Json.parse(lines.getFirst()).get("PageDuration").size());
    }

    @Test
    void line_noStack_writesNothing() {
        try (var line = metrics(Optional.empty()).line()) {
            line.count(Metric.ROWS_READ, 10);
        }
        metrics(Optional.empty()).write(Map.of(Metric.ACTIVE_RUNS, 1L));
        assertEquals(List.of(), lines);
    }

    @Test
    void metrics_names_areEachOwnAndOfUnitsThatExist() {
        assertEquals(Metric.values().length, Arrays.stream(Metric.values()).map(Metric::title).distinct().count());
        assertTrue(Arrays.stream(Metric.values()).allMatch(metric -> UNITS.contains(metric.unit())));
    }

    private static Map<String, String> units(JsonNode metrics) {
        return metrics.valueStream().collect(Collectors.toMap(each -> each.get("Name").asString(), each -> each.get("Unit").asString()));
    }
}
