package dev.pg2convex.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.Metric;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What CloudFormation makes of the template. */
class StackIT {
    @RegisterExtension
    static final LocalStack AWS = new LocalStack();

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:alarms";
    private static Stack stack;

    @BeforeAll
    static void create() {
        stack = Stack.create(AWS, Map.of("ResyncSchedule", "rate(1 day)", "ResyncMapping", "chat", "AlarmTopicArn", TOPIC));
    }

    @AfterAll
    static void delete() {
        stack.close();
    }

    @Test
    void queues_redriveHideAndPollAsTheFunctionsNeed() {
        for (var name : List.of("Pages", "Verify", "Control")) {
            var queue = attributes(name + "Queue");
            var redrive = JSON.readTree(queue.get(QueueAttributeName.REDRIVE_POLICY));
            assertEquals(attributes(name + "DeadLetters").get(QueueAttributeName.QUEUE_ARN),
                    redrive.path("deadLetterTargetArn").asString());
            assertEquals(stack.environment("WorkerFunction").get("PG2CONVEX_MAX_RECEIVES"), redrive.path("maxReceiveCount").asString());
            assertEquals("360", queue.get(QueueAttributeName.VISIBILITY_TIMEOUT), "six times the function's timeout");
            assertEquals("20", queue.get(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS));
            assertEquals("true", queue.get(QueueAttributeName.SQS_MANAGED_SSE_ENABLED));
            assertEquals("1209600", attributes(name + "DeadLetters").get(QueueAttributeName.MESSAGE_RETENTION_PERIOD));
        }
    }

    @Test
    void functions_areGivenTheStacksOwnParts() {
        for (var function : Set.of("CoordinatorFunction", "WorkerFunction", "VerifierFunction")) {
            var environment = stack.environment(function);
            assertEquals(stack.output("PagesQueueUrl"), environment.get("PG2CONVEX_PAGES_QUEUE_URL"));
            assertEquals(stack.output("VerifyQueueUrl"), environment.get("PG2CONVEX_VERIFY_QUEUE_URL"));
            assertEquals(stack.output("ControlQueueUrl"), environment.get("PG2CONVEX_CONTROL_QUEUE_URL"));
            assertEquals(stack.output("SecretArn"), environment.get("PG2CONVEX_SECRET_ID"));
            assertEquals("40", environment.get("PG2CONVEX_LEASE_SECONDS"));
            assertEquals(stack.name(), environment.get("PG2CONVEX_METRICS_STACK"));
        }
        assertEquals(stack.output("TickRule"), stack.environment("CoordinatorFunction").get("PG2CONVEX_TICK_RULE"));
        assertEquals(queueArn("PagesQueue"), stack.output("WorkerFunctionQueue"));
        assertEquals(queueArn("VerifyQueue"), stack.output("VerifierFunctionQueue"));
        assertEquals(queueArn("ControlQueue"), stack.output("CoordinatorFunctionQueue"));
    }

    @Test
    void rules_targetTheControlQueue_andTheTickIsOff() {
        for (var rule : List.of("RequestRule", "TickRule")) {
            var targets = stack.events().listTargetsByRule(request -> request.rule(stack.resource(rule))).targets();
            assertEquals(List.of(queueArn("ControlQueue")), targets.stream().map(each -> each.arn()).toList());
        }
        var tick = stack.events().describeRule(request -> request.name(stack.output("TickRule")));
        assertEquals(RuleState.DISABLED, tick.state());
        assertEquals("rate(1 minute)", tick.scheduleExpression());
    }

    @Test
    void schedule_sendsACommandWithItsOccurrence() {
        try (var scheduler = AWS.client(SchedulerClient.builder())) {
            var schedule = scheduler.getSchedule(request -> request.name(stack.resource("ResyncTimer")));
            assertEquals("rate(1 day)", schedule.scheduleExpression());
            assertEquals(queueArn("ControlQueue"), schedule.target().arn());
            assertEquals(
                    "{\"version\":1,\"command\":\"resync\",\"mapping\":\"chat\",\"requestId\":\"schedule <aws.scheduler.scheduled-time>\"}",
                    schedule.target().input());
        }
    }

    @Test
    void secret_isMadeEmpty() {
        assertEquals("{}", stack.secrets().getSecretValue(request -> request.secretId(stack.output("SecretArn"))).secretString());
    }

    @Test
    void roles_readTheirOwnQueueOnly() {
        try (var iam = AWS.client(IamClient.builder())) {
            Map.of("CoordinatorRole", "ControlQueue", "WorkerRole", "PagesQueue", "VerifierRole", "VerifyQueue").forEach((role, queue) -> {
                var name = stack.resource(role);
                var policy = iam.listRolePolicies(request -> request.roleName(name)).policyNames().getFirst();
                var document = URLDecoder.decode(iam.getRolePolicy(request -> request.roleName(name).policyName(policy)).policyDocument(),
                        UTF_8);
                assertEquals(Set.of(queueArn(queue)), resources(JSON.readTree(document), "sqs:ReceiveMessage"));
                assertEquals(Set.of(stack.output("SecretArn")), resources(JSON.readTree(document), "secretsmanager:GetSecretValue"));
            });
        }
    }

    /** How long they are kept is not LocalStack's to say: its CloudFormation passes that over. */
    @Test
    void logs_haveAGroupForEachFunction() {
        try (var logs = AWS.client(CloudWatchLogsClient.builder())) {
            var groups = logs.describeLogGroups(request -> request.logGroupNamePrefix("/aws/lambda/" + stack.name() + "-")).logGroups();
            assertEquals(Set.of("coordinator", "worker", "verifier"),
                    groups.stream().map(group -> group.logGroupName().replaceFirst(".*-", "")).collect(Collectors.toSet()));
        }
    }

    @Test
    void alarms_watchTheStacksQueuesAndTellTheTopic() {
        try (var watch = AWS.client(CloudWatchClient.builder())) {
            var alarms = watch.describeAlarms(request -> request.alarmNamePrefix(stack.name() + "-")).metricAlarms();
            assertEquals(12, alarms.size());
            alarms.forEach(alarm -> assertEquals(List.of(TOPIC), alarm.alarmActions(), alarm.alarmName()));
            var dead = alarms.stream()
                    .filter(alarm -> "ApproximateNumberOfMessagesVisible".equals(alarm.metricName()))
                    .map(alarm -> alarm.dimensions().getFirst().value())
                    .collect(Collectors.toSet());
            assertEquals(Set.of(queueName("PagesDeadLetters"), queueName("VerifyDeadLetters"), queueName("ControlDeadLetters"),
                    queueName("FailedInvocations")), dead);
        }
    }

    @Test
    void dashboard_isTakenByCloudWatch() {
        try (var watch = AWS.client(CloudWatchClient.builder())) {
            watch.putDashboard(request -> request.dashboardName(stack.name()).dashboardBody(stack.output("DashboardBody")));
            var body = watch.getDashboard(request -> request.dashboardName(stack.name())).dashboardBody();
            for (var metric : Metric.values()) {
                assertTrue(body.contains("\"" + metric.title() + "\", \"Stack\", \"" + stack.name() + "\""), metric.title());
            }
            assertTrue(body.contains(queueName("PagesQueue")));
        }
    }

    private static Map<QueueAttributeName, String> attributes(String queue) {
        return stack.sqs()
                .getQueueAttributes(request -> request.queueUrl(stack.resource(queue)).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private static String queueArn(String queue) {
        return attributes(queue).get(QueueAttributeName.QUEUE_ARN);
    }

    private static String queueName(String queue) {
        var arn = queueArn(queue);
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static Set<String> resources(JsonNode policy, String action) {
        return policy.path("Statement")
                .valueStream()
                .filter(statement -> texts(statement.path("Action")).contains(action))
                .flatMap(statement -> texts(statement.path("Resource")).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray() ? oneOrMore.valueStream().map(JsonNode::asString).toList() : List.of(oneOrMore.asString());
    }
}
