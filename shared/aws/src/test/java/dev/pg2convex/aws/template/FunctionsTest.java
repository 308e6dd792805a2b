package dev.pg2convex.aws.template;

import static dev.pg2convex.testing.TemplateFile.map;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.AwsConfig;
import dev.pg2convex.core.message.QueueName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FunctionsTest {
    private static final Map<String, Set<QueueName>> SENDS = Map.of("CoordinatorFunction",
            Set.of(QueueName.PAGES, QueueName.VERIFY, QueueName.CONTROL), "WorkerFunction", Set.of(QueueName.PAGES, QueueName.CONTROL),
            "VerifierFunction", Set.of(QueueName.VERIFY, QueueName.CONTROL));

    private final Template template = Template.with(Map.of());
    private final Map<String, Map<String, Object>> functions = template.functions();

    @Test
    void variables_areThoseThatTheCodeReads() {
        assertEquals(SENDS.keySet(), functions.keySet());
        functions.forEach((name, function) -> {
            var environment = new HashMap<String, String>();
            Template.variables(function).forEach((variable, value) -> environment.put(variable, (String) value));
            // Refuses a variable that it does not know, and one that it misses.
            var config = AwsConfig.read(environment, requireNonNull(SENDS.get(name)));
            assertEquals("${PagesQueue}", config.queues().url(QueueName.PAGES), name);
            assertEquals("${VerifyQueue}", config.queues().url(QueueName.VERIFY), name);
            assertEquals("${ControlQueue}", config.queues().url(QueueName.CONTROL), name);
            assertEquals(Optional.of("${Secret}"), config.secretId(), name);
            assertEquals("${AWS::StackName}", environment.get("PG2CONVEX_METRICS_STACK"), name);
            assertEquals(name.equals("CoordinatorFunction"), environment.containsKey("PG2CONVEX_TICK_RULE"), name);
        });
    }

    @Test
    void functions_mayCallEachOtherInACircle() {
        functions.forEach((name, function) -> assertEquals("Allow", function.get("RecursiveLoop"), name));
    }

    @Test
    void functions_takeFromTheirQueue_andReportEachMessageAlone() {
        Map.of("CoordinatorFunction", "ControlQueue", "WorkerFunction", "PagesQueue", "VerifierFunction", "VerifyQueue")
                .forEach((name, queue) -> {
                    var events = map(requireNonNull(functions.get(name)).get("Events"));
                    assertEquals(1, events.size(), name);
                    var source = map(map(events.values().iterator().next()).get("Properties"));
                    assertEquals("${" + queue + ".Arn}", source.get("Queue"));
                    assertEquals(List.of("ReportBatchItemFailures"), source.get("FunctionResponseTypes"), name);
                    assertTrue(Integer.parseInt((String) map(source.get("ScalingConfig")).get("MaximumConcurrency")) >= 2, name);
                    assertFalse(functions.get(name).containsKey("ReservedConcurrentExecutions"), name);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"WorkerConcurrency", "VerifierConcurrency"})
    void concurrency_cannotBeSetToWhatTheEventSourceRefuses(String name) {
        assertEquals("2", template.parameter(name).get("MinValue"));
        assertTrue(template.allowed(name).contains(template.parameter(name).get("Default")));
    }

    @Test
    void functions_logAsJsonIntoAGroupOfTheirOwnThatIsNotKeptForever() {
        var groups = template.resources("AWS::Logs::LogGroup");
        functions.forEach((name, function) -> {
            var logging = map(function.get("LoggingConfig"));
            assertEquals("JSON", logging.get("LogFormat"), name);
            var group = name.replace("Function", "Logs");
            assertEquals("${" + group + "}", logging.get("LogGroup"), name);
            assertEquals("30", requireNonNull(groups.get(group)).get("RetentionInDays"), name);
        });
        // Metrics go by the log without a level, which Lambda takes for INFO.
        assertEquals(List.of("DEBUG", "INFO"), template.allowed("LogLevel"));
    }

    @Test
    void functions_areWhereMavenBuildsThem() {
        functions.forEach((name, function) -> {
            var module = name.replace("Function", "").toLowerCase(Locale.ROOT);
            assertEquals("functions/" + module + "/target/" + module + ".zip", function.get("CodeUri"));
            var handler = ((String) function.get("Handler")).split("::", 2);
            assertEquals("handleRequest", handler[1]);
            assertTrue(Files.exists(Path.of("../../functions", module, "src/main/java", handler[0].replace('.', '/') + ".java")),
                    handler[0]);
        });
    }

    @Test
    void failedInvocation_ofTheCoordinator_isKept() {
        var invocation = map(requireNonNull(functions.get("CoordinatorFunction")).get("EventInvokeConfig"));
        assertEquals(Map.of("Type", "SQS", "Destination", "${FailedInvocations.Arn}"),
                map(invocation.get("DestinationConfig")).get("OnFailure"));
    }

    @Test
    void functions_areInNoVpcUnlessAsked() {
        functions.forEach((name, function) -> assertFalse(function.containsKey("VpcConfig"), name));
        Template.with(Template.ALL_ON)
                .functions()
                .forEach((name, function) -> assertEquals(
                        Map.of("SubnetIds", List.of("subnet-1", "subnet-2"), "SecurityGroupIds", List.of("sg-1")),
                        function.get("VpcConfig"), name));
    }
}
