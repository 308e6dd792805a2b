package dev.pg2convex.aws.template;

import static dev.pg2convex.aws.template.TemplateFile.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.Metric;
import dev.pg2convex.aws.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Alarms and dashboard: what they look at exists. */
final class WatchTest {
    private static final Set<String> METRICS = Arrays.stream(Metric.values()).map(Metric::title).collect(Collectors.toSet());
    private static final Map<String, Set<String>> OF_AWS = Map.of("AWS/SQS",
            Set.of("ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"), "AWS/Lambda",
            Set.of("Errors", "Throttles", "Duration"));

    private final Template template = Template.with(Map.of());

    /** A metric and the one dimension that it is looked at by. */
    private record Look(String namespace, String name, String dimension, String of) {
        static Look of(Map<String, Object> metric) {
            var dimensions = (List<?>) metric.get("Dimensions");
            assertEquals(1, dimensions.size());
            var dimension = map(dimensions.getFirst());
            return new Look((String) metric.get("Namespace"), (String) metric.get("MetricName"), (String) dimension.get("Name"),
                    (String) dimension.get("Value"));
        }
    }

    @Test
    void metrics_exist() {
        assertTrue(alarmed().count() > 10);
        Stream.concat(alarmed(), shown()).forEach(metric -> {
            assertTrue(metric.namespace().equals(Metrics.NAMESPACE) ? METRICS.contains(metric.name())
                    : OF_AWS.get(metric.namespace()).contains(metric.name()), metric.toString());
            switch (metric.namespace()) {
                case Metrics.NAMESPACE -> assertEquals(Metrics.DIMENSION + "=${AWS::StackName}", metric.dimension() + "=" + metric.of());
                case "AWS/SQS" -> assertTrue(queues().contains(metric.of()), metric.toString());
                default -> assertTrue(functions().contains(metric.of()), metric.toString());
            }
        });
    }

    @Test
    void deadLetters_haveAnAlarmEach() {
        assertEquals(queues().stream().filter(queue -> !queue.contains("Queue.")).collect(Collectors.toCollection(TreeSet::new)),
                alarmed("ApproximateNumberOfMessagesVisible"));
    }

    @Test
    void queues_haveAnAlarmOnAgeEach() {
        assertEquals(queues().stream().filter(queue -> queue.contains("Queue.")).collect(Collectors.toCollection(TreeSet::new)),
                alarmed("ApproximateAgeOfOldestMessage"));
    }

    @Test
    void functions_haveAlarmsOnErrorsAndThrottles() {
        assertEquals(functions(), alarmed("Errors"));
        assertEquals(functions(), alarmed("Throttles"));
    }

    @Test
    void runs_haveAlarmsOnRejectsFindingsAndProgress() {
        Stream.of("RowsRejected", "Findings", "SecondsSinceProgress")
                .forEach(name -> assertEquals(Set.of("${AWS::StackName}"), alarmed(name)));
    }

    @Test
    void alarms_goToTheTopicIfThereIsOne() {
        template.resources("AWS::CloudWatch::Alarm").forEach((name, alarm) -> assertTrue(!alarm.containsKey("AlarmActions"), name));
        Template.with(Template.ALL_ON).resources("AWS::CloudWatch::Alarm").forEach((name, alarm) -> {
            assertEquals(List.of("arn:aws:sns:r:1:topic"), alarm.get("AlarmActions"), name);
            assertEquals(List.of("arn:aws:sns:r:1:topic"), alarm.get("OKActions"), name);
            assertEquals("notBreaching", alarm.get("TreatMissingData"), name);
        });
    }

    @Test
    void dashboard_showsEveryMetricOfOurs() {
        assertEquals(METRICS,
                shown().filter(metric -> metric.namespace().equals(Metrics.NAMESPACE)).map(Look::name).collect(Collectors.toSet()));
    }

    private Stream<Look> alarmed() {
        return template.resources("AWS::CloudWatch::Alarm")
                .values()
                .stream()
                .flatMap(
                        alarm -> alarm.containsKey("Metrics")
                                ? ((List<?>) alarm.get("Metrics")).stream()
                                        .filter(query -> map(query).containsKey("MetricStat"))
                                        .map(query -> Look.of(map(map(map(query).get("MetricStat")).get("Metric"))))
                                : Stream.of(Look.of(alarm)));
    }

    private Set<String> alarmed(String name) {
        return alarmed().filter(metric -> metric.name().equals(name)).map(Look::of).collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Look> shown() {
        var body = (String) template.resources("AWS::CloudWatch::Dashboard").get("Dashboard").get("DashboardBody");
        return JsonMapper.shared()
                .readTree(body)
                .path("widgets")
                .valueStream()
                .flatMap(widget -> widget.path("properties").path("metrics").valueStream())
                .filter(metric -> metric.path(0).isString())
                .map(metric -> new Look(metric.path(0).asString(), metric.path(1).asString(), metric.path(2).asString(),
                        metric.path(3).asString()));
    }

    private Set<String> queues() {
        return template.resources("AWS::SQS::Queue").keySet().stream().map(name -> "${" + name + ".QueueName}").collect(Collectors.toSet());
    }

    private Set<String> functions() {
        return template.functions().keySet().stream().map(name -> "${" + name + "}").collect(Collectors.toSet());
    }
}
