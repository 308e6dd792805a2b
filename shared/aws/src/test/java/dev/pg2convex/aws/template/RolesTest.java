package dev.pg2convex.aws.template;

import static dev.pg2convex.aws.template.TemplateFile.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No role can do what another's job is. */
final class RolesTest {
    private static final Set<String> RECEIVE = Set.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes",
            "sqs:ChangeMessageVisibility");

    private final Template plain = Template.with(Map.of());
    private final Template everything = Template.with(Template.ALL_ON);

    @Test
    void coordinator_mayDoItsJobOnly() {
        assertEquals(permissions(Map.of("${ControlQueue.Arn}", and(RECEIVE, "sqs:SendMessage"), "${PagesQueue.Arn}",
                Set.of("sqs:SendMessage"), "${VerifyQueue.Arn}", Set.of("sqs:SendMessage"), "${FailedInvocations.Arn}",
                Set.of("sqs:SendMessage"), "${TickRule.Arn}", Set.of("events:EnableRule", "events:DisableRule"), "${Secret}",
                Set.of("secretsmanager:GetSecretValue"), "${CoordinatorLogs.Arn}", Set.of("logs:CreateLogStream", "logs:PutLogEvents"))),
                allowed(plain, "CoordinatorRole"));
    }

    @Test
    void worker_mayDoItsJobOnly() {
        assertEquals(permissions(
                Map.of("${PagesQueue.Arn}", and(RECEIVE, "sqs:SendMessage"), "${ControlQueue.Arn}", Set.of("sqs:SendMessage"), "${Secret}",
                        Set.of("secretsmanager:GetSecretValue"), "${WorkerLogs.Arn}", Set.of("logs:CreateLogStream", "logs:PutLogEvents"))),
                allowed(plain, "WorkerRole"));
    }

    @Test
    void verifier_mayDoItsJobOnly() {
        assertEquals(permissions(Map.of("${VerifyQueue.Arn}", and(RECEIVE, "sqs:SendMessage"), "${ControlQueue.Arn}",
                Set.of("sqs:SendMessage"), "${Secret}", Set.of("secretsmanager:GetSecretValue"), "${VerifierLogs.Arn}",
                Set.of("logs:CreateLogStream", "logs:PutLogEvents"))), allowed(plain, "VerifierRole"));
    }

    @Test
    void schedule_maySendCommandsOnly() {
        assertFalse(plain.resources("AWS::IAM::Role").containsKey("ScheduleRole"));
        assertEquals(
                permissions(
                        Map.of("${ControlQueue.Arn}", Set.of("sqs:SendMessage"), "${ControlDeadLetters.Arn}", Set.of("sqs:SendMessage"))),
                allowed(everything, "ScheduleRole"));
    }

    @Test
    void functions_haveARoleEach() {
        var roles = plain.functions().values().stream().map(function -> function.get("Role")).collect(Collectors.toSet());
        assertEquals(Set.of("${CoordinatorRole.Arn}", "${WorkerRole.Arn}", "${VerifierRole.Arn}"), roles);
        plain.functions()
                .forEach((name, function) -> assertEquals("${" + name.replace("Function", "Role") + ".Arn}", function.get("Role")));
    }

    @Test
    void roles_areAssumedByTheirServiceOnly() {
        everything.resources("AWS::IAM::Role").forEach((name, role) -> {
            var statements = (List<?>) map(role.get("AssumeRolePolicyDocument")).get("Statement");
            assertEquals(1, statements.size(), name);
            assertEquals(Map.of("Service", name.equals("ScheduleRole") ? "scheduler.amazonaws.com" : "lambda.amazonaws.com"),
                    map(statements.getFirst()).get("Principal"), name);
        });
    }

    @Test
    void allow_withoutVpc_hasNoWildcard() {
        var noVpc = Template.with(Map.of("ResyncSchedule", "rate(1 day)", "SecretKeyArn", "arn:aws:kms:r:1:key/1"));
        everyStatement(noVpc).filter(Statement::allows).forEach(statement -> {
            assertTrue(statement.actions().stream().noneMatch(action -> action.contains("*")), statement.toString());
            assertTrue(statement.resources().stream().noneMatch(resource -> resource.contains("*")), statement.toString());
        });
    }

    @Test
    void allow_inVpc_hasWildcardsForNetworkInterfacesOnly_andNotForTheCodeInside() {
        var wild = everyStatement(everything).filter(Statement::allows)
                .filter(statement -> statement.resources().stream().anyMatch(resource -> resource.contains("*")))
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(wild.stream().allMatch(action -> action.matches("ec2:.*(NetworkInterfaces?|Subnets|PrivateIpAddresses)")),
                wild.toString());
        var denied = everyStatement(everything).filter(statement -> !statement.allows()).toList();
        assertEquals(1, denied.size());
        assertEquals(wild, new TreeSet<>(denied.getFirst().actions()));
        var functions = (List<?>) map(denied.getFirst().condition().get("ArnEquals")).get("lambda:SourceFunctionArn");
        assertEquals(everything.functions()
                .values()
                .stream()
                .map(function -> "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:" + function.get("FunctionName"))
                .collect(Collectors.toSet()), Set.copyOf(functions));
    }

    @Test
    void roles_haveNoPolicyOfAws() {
        everything.resources("AWS::IAM::Role").forEach((name, role) -> {
            var managed = (List<?>) role.getOrDefault("ManagedPolicyArns", List.of());
            assertTrue(managed.stream().allMatch(policy -> policy.toString().startsWith("${")), name + ": " + managed);
        });
        plain.functions().forEach((name, function) -> assertFalse(function.containsKey("Policies"), name));
    }

    @Test
    void secretKey_isUsedThroughSecretsManagerOnly() {
        var document = everything.resources("AWS::IAM::ManagedPolicy").get("SecretDecryption").get("PolicyDocument");
        var statement = Statement.ofDocument(document).toList().getFirst();
        assertEquals(List.of("kms:Decrypt"), statement.actions());
        assertEquals(List.of("arn:aws:kms:r:1:key/1"), statement.resources());
        assertEquals(Map.of("StringEquals", Map.of("kms:ViaService", "secretsmanager.${AWS::Region}.${AWS::URLSuffix}")),
                statement.condition());
    }

    private static Stream<Statement> everyStatement(Template template) {
        return Stream.concat(template.resources("AWS::IAM::Role").values().stream().flatMap(RolesTest::inline),
                template.resources("AWS::IAM::ManagedPolicy")
                        .values()
                        .stream()
                        .flatMap(policy -> Statement.ofDocument(policy.get("PolicyDocument"))));
    }

    private static Stream<Statement> inline(Map<String, Object> role) {
        return ((List<?>) role.get("Policies")).stream().flatMap(policy -> Statement.ofDocument(map(policy).get("PolicyDocument")));
    }

    /** Actions by resource. */
    private static Map<String, Set<String>> allowed(Template template, String role) {
        var actions = new TreeMap<String, Set<String>>();
        inline(template.resources("AWS::IAM::Role").get(role)).forEach(statement -> {
            assertTrue(statement.allows());
            statement.resources().forEach(resource -> actions.computeIfAbsent(resource, _ -> new TreeSet<>()).addAll(statement.actions()));
        });
        return actions;
    }

    private static Map<String, Set<String>> permissions(Map<String, Set<String>> byResource) {
        return new TreeMap<>(byResource);
    }

    private static Set<String> and(Set<String> actions, String one) {
        return Stream.concat(actions.stream(), Stream.of(one)).collect(Collectors.toSet());
    }
}
