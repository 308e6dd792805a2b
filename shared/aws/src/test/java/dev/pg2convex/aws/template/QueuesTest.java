package dev.pg2convex.aws.template;

import static dev.pg2convex.testing.TemplateFile.map;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class QueuesTest {
    /** Where messages end: these have no dead-letter queue of their own. */
    private static final Set<String> LAST = Set.of("PagesDeadLetters", "VerifyDeadLetters", "ControlDeadLetters", "FailedInvocations");

    private final Template template = Template.with(Template.ALL_ON);
    private final Map<String, Map<String, Object>> queues = template.resources("AWS::SQS::Queue");

    @Test
    void queues_haveADeadLetterQueueEach() {
        assertEquals(Set.of("PagesQueue", "VerifyQueue", "ControlQueue"), without(queues.keySet(), LAST));
        without(queues.keySet(), LAST).forEach(name -> {
            var policy = map(queues.get(name).get("RedrivePolicy"));
            assertEquals("${" + name.replace("Queue", "DeadLetters") + ".Arn}", policy.get("deadLetterTargetArn"));
            assertTrue(number(policy.get("maxReceiveCount")) >= 5, name);
        });
    }

    @Test
    void maxReceives_isWhatTheFunctionsAreTold() {
        template.functions()
                .values()
                .forEach(function -> assertEquals(map(queues.get("PagesQueue").get("RedrivePolicy")).get("maxReceiveCount"),
                        Template.variables(function).get("PG2CONVEX_MAX_RECEIVES")));
    }

    @Test
    void queues_areEncryptedAndPolledLong() {
        queues.forEach((name, queue) -> assertEquals("true", queue.get("SqsManagedSseEnabled"), name));
        without(queues.keySet(), LAST).forEach(name -> assertEquals("20", queues.get(name).get("ReceiveMessageWaitTimeSeconds"), name));
    }

    @Test
    void deadLetters_areKeptLongerThanTheQueuesTheyComeFrom() {
        var longest = without(queues.keySet(), LAST).stream().mapToInt(name -> retention(name)).max().orElseThrow();
        LAST.forEach(name -> assertTrue(retention(name) > longest, name));
    }

    @Test
    void queues_takeTlsOnly() {
        var policies = template.resources("AWS::SQS::QueuePolicy");
        var covered = new TreeSet<String>();
        policies.forEach((name, policy) -> {
            var denies = Statement.ofDocument(policy.get("PolicyDocument")).filter(statement -> !statement.allows()).toList();
            assertEquals(1, denies.size(), name);
            assertEquals(List.of("sqs:*"), denies.getFirst().actions(), name);
            assertEquals(Map.of("Bool", Map.of("aws:SecureTransport", "false")), denies.getFirst().condition(), name);
            // A queue has one policy: a second one would take its place.
            ((List<?>) policy.get("Queues")).forEach(queue -> assertTrue(covered.add(queue.toString().replaceAll("[${}]", "")), name));
        });
        assertEquals(queues.keySet(), covered);
    }

    @Test
    void queues_letInTheRulesOnly() {
        template.resources("AWS::SQS::QueuePolicy")
                .forEach((name,
                        policy) -> Statement.ofDocument(policy.get("PolicyDocument")).filter(Statement::allows).forEach(statement -> {
                            assertEquals(List.of("sqs:SendMessage"), statement.actions(), name);
                            assertFalse(map(statement.condition().get("ArnEquals")).isEmpty(), name);
                        }));
    }

    @ParameterizedTest
    @MethodSource("timeouts")
    void visibility_isSixTimeouts_andALeaseLessThanOne(String timeout) {
        var template = Template.with(Map.of("FunctionTimeout", timeout));
        template.functions().forEach((name, function) -> {
            assertEquals(timeout, function.get("Timeout"), name);
            assertTrue(number(Template.variables(function).get("PG2CONVEX_LEASE_SECONDS")) < number(timeout), name);
        });
        var queues = template.resources("AWS::SQS::Queue");
        without(queues.keySet(), LAST)
                .forEach(name -> assertTrue(number(queues.get(name).get("VisibilityTimeout")) >= 6 * number(timeout), name));
    }

    @Test
    void timeout_isAtMost120Seconds() {
        assertTrue(timeouts().allMatch(timeout -> number(timeout) <= 120));
    }

    static Stream<String> timeouts() {
        return Template.with(Map.of()).allowed("FunctionTimeout").stream().map(String.class::cast);
    }

    private int retention(String queue) {
        return number(requireNonNull(queues.get(queue)).get("MessageRetentionPeriod"));
    }

    private static int number(Object value) {
        return Integer.parseInt((String) value);
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
