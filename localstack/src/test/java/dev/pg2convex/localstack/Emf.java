package dev.pg2convex.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Metrics as CloudWatch makes them of lines in its embedded metric format, by the format's specification. */
final class Emf {
    private static final int MOST_METRICS = 100;
    private static final int MOST_VALUES = 100;
    private static final int MOST_DIMENSIONS = 30;

    private Emf() {}

    /** The sum of each metric, by namespace, dimension and name: {@code pg2convex Stack=x RowsRead}. */
    static Map<String, Double> sums(Collection<String> lines) {
        var sums = new TreeMap<String, Double>();
        lines.forEach(line -> add(JsonMapper.shared().readTree(line), sums));
        return sums;
    }

    private static void add(JsonNode root, Map<String, Double> sums) {
        var about = root.path("_aws");
        assertTrue(about.path("Timestamp").isIntegralNumber(), "milliseconds since 1970");
        assertTrue(!about.path("CloudWatchMetrics").isEmpty());
        about.path("CloudWatchMetrics").forEach(directive -> {
            assertTrue(directive.path("Namespace").asString().matches("[^:].{0,254}"));
            assertTrue(directive.path("Metrics").size() <= MOST_METRICS);
            assertEquals(1, directive.path("Dimensions").size());
            var dimensions = directive.path("Dimensions").path(0);
            assertTrue(dimensions.size() <= MOST_DIMENSIONS);
            var of = new StringBuilder(directive.path("Namespace").asString());
            dimensions.forEach(name -> {
                assertTrue(root.path(name.asString()).isString(), "the dimension is a member of the root");
                of.append(' ').append(name.asString()).append('=').append(root.path(name.asString()).asString());
            });
            directive.path("Metrics").forEach(metric -> {
                var name = metric.path("Name").asString();
                sums.merge(of + " " + name, sum(root.path(name)), Double::sum);
            });
        });
    }

    private static double sum(JsonNode value) {
        if (value.isArray()) {
            assertTrue(!value.isEmpty() && value.size() <= MOST_VALUES);
            return value.valueStream().mapToDouble(Emf::number).sum();
        }
        return number(value);
    }

    private static double number(JsonNode value) {
        assertTrue(value.isNumber(), "a member of the root that is a number");
        return value.asDouble();
    }
}
