package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.Version;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between the command line and a stack: the whole of what is said, and the exit code. */
class StackErrorsTest {
    private static final String STACK = "Stack   moving in eu-central-1 of account 123456789012\n";

    @TempDir
    private Path folder;
    private AwsServer aws;
    private String answer = "{\"version\":1,\"reply\":\"refused\",\"code\":\"no_run\",\"message\":\"mapping chat was never run\"}";

    @BeforeEach
    void start() {
        aws = new AwsServer(URI.create("http://127.0.0.1:1"),
                Map.of("PagesDeadLettersUrl", "http://127.0.0.1/1/p", "VerifyDeadLettersUrl", "http://127.0.0.1/1/v",
                        "ControlDeadLettersUrl", "http://127.0.0.1/1/c"),
                (_, output, _) -> output.write(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void stack_thatIsNotThere_saysWhereItWasLookedFor() {
        assertSaid(ExitCode.INPUT,
                "there is no stack staging in eu-west-1 of this AWS account; say which with --stack, --region and --profile"
                        + " (`aws cloudformation list-stacks` lists them)",
                "status", "--stack", "staging", "--region", "eu-west-1");
    }

    @Test
    void stack_ofSomebodyElse_saysWhatItLacks() {
        aws.outputs.clear();
        assertSaid(ExitCode.INPUT,
                "stack moving in eu-central-1 (UPDATE_COMPLETE) has no output CoordinatorFunction: it is not deployed from pg2convex's"
                        + " template.yaml, or not from this version of it, or not yet",
                "status", "--stack", "moving");
    }

    @Test
    void stack_ofAnotherVersion_isRefused() {
        aws.outputs.put("Version", "0.9.0");
        assertSaid(ExitCode.INPUT, "stack moving is pg2convex 0.9.0, and this command is " + Version.CURRENT
                + "; use the command of that version, or deploy this one (sam deploy)", "run", "--stack", "moving");
    }

    @Test
    void template_saysTheVersionOfThisProgram() throws Exception {
        assertTrue(Files.readString(Home.find().resolve("template.yaml"))
                .contains("  Version:\n    Description: Which pg2convex this is; the command line wants the same\n    Value: \""
                        + Version.CURRENT + "\"\n"));
    }

    @Test
    void describe_denied_namesPermissionAndArn() {
        instead("cloudformation", AwsServer.Answer.xmlError(403, "AccessDenied"));
        assertSaid(ExitCode.INPUT, "stack moving in eu-central-1: your AWS identity lacks the permission cloudformation:DescribeStacks on"
                + " arn:aws:cloudformation:eu-central-1:*:stack/moving/*; all that --stack needs is in docs/aws.md, under \"To operate\"",
                "status", "--stack", "moving");
    }

    @Test
    void invoke_denied_namesPermissionAndArn() {
        instead("lambda", AwsServer.Answer.jsonError(403, "AccessDeniedException"));
        assertFoundAndSaid(ExitCode.INPUT, "function moving-coordinator: your AWS identity lacks the permission lambda:InvokeFunction on"
                + " arn:aws:lambda:eu-central-1:123456789012:function:moving-coordinator; all that --stack needs is in docs/aws.md, under \"To operate\"",
                "pause", "--stack", "moving");
    }

    @Test
    void credentials_thatRanOut_sayLogIn() {
        instead("cloudformation", AwsServer.Answer.xmlError(403, "ExpiredToken"));
        assertSaid(ExitCode.INPUT,
                "stack moving in eu-central-1: AWS does not take the credentials (ExpiredToken); log in again, or choose others with"
                        + " --profile",
                "status", "--stack", "moving");
    }

    @Test
    void function_thatFails_saysWhereItsLogIs() {
        instead("lambda", AwsServer.functionError("{\"errorMessage\":\"secret\",\"stackTrace\":[\"secret\"]}"));
        assertFoundAndSaid(ExitCode.STOPPED,
                "function moving-coordinator failed (Unhandled); what was under way is not lost. Its log says why:"
                        + " aws logs tail /aws/lambda/moving-coordinator --since 10m --region eu-central-1",
                "status", "--stack", "moving");
    }

    @Test
    void function_thatIsGone_saysDeploy() {
        instead("lambda", AwsServer.Answer.jsonError(404, "ResourceNotFoundException"));
        assertFoundAndSaid(ExitCode.INPUT, "function moving-coordinator is not there, though the stack names it; deploy the stack again",
                "status", "--stack", "moving");
    }

    @Test
    void invoke_throttled_saysTryAgain() {
        instead("lambda", AwsServer.Answer.jsonError(429, "TooManyRequestsException"));
        assertFoundAndSaid(ExitCode.STOPPED,
                "function moving-coordinator: AWS asks to slow down (TooManyRequestsException), and did so at every attempt;"
                        + " try again in a minute",
                "status", "--stack", "moving");
    }

    @Test
    void invoke_tooLarge_saysHowLargeItMayBe() {
        instead("lambda", AwsServer.Answer.jsonError(413, "RequestTooLargeException"));
        assertFoundAndSaid(ExitCode.INPUT,
                "function moving-coordinator: the command is over the 6 MB that Lambda takes; name fewer keys, or a condition", "status",
                "--stack", "moving");
    }

    @Test
    void answer_ofAnotherProtocol_isNotGuessedAt() {
        answer = "{\"version\":2,\"reply\":\"report\"}";
        assertFoundAndSaid(ExitCode.INPUT, "function moving-coordinator gives an answer that this version of pg2convex does not understand"
                + " ($.version: expected 1); use the version that is deployed", "status", "--stack", "moving");
    }

    @Test
    void refusal_ofTheCoordinator_isPassedOn() {
        assertFoundAndSaid(ExitCode.INPUT, "mapping chat was never run", "status", "--stack", "moving");
    }

    @Test
    void aws_thatDoesNotAnswer_isSaid() {
        var environment = new HashMap<>(aws.environment());
        environment.put("AWS_ENDPOINT_URL_CLOUDFORMATION", "http://127.0.0.1:1");
        var said = said(environment, "status", "--stack", "moving");
        assertEquals("pg2convex: stack moving in eu-central-1: no answer from AWS; is the network up, and the region right?\n", said.err());
        assertEquals(ExitCode.STOPPED, said.code());
    }

    @Test
    void profile_thatIsNotThere_isSaid() {
        var said = said(Map.of("AWS_REGION", "eu-central-1"), "status", "--stack", "moving", "--profile", "nobody-of-this-name");
        assertEquals(
                "pg2convex: the AWS profile nobody-of-this-name gives no credentials: see `aws configure list --profile nobody-of-this-name`,"
                        + " or log in (aws sso login --profile nobody-of-this-name)\n",
                said.err());
        assertEquals(ExitCode.INPUT, said.code());
    }

    @Test
    void options_thatDoNotGoTogether_areRefused() {
        assertSaid(ExitCode.INPUT,
                "--concurrency does not go with --stack: how many pages its functions work on at once are the stack's parameters"
                        + " WorkerConcurrency and VerifierConcurrency; change them with `sam deploy`",
                "run", "--stack", "moving", "--concurrency", "4");
        assertSaid(ExitCode.INPUT, "--profile goes with --stack: nothing else is asked of AWS", "status", "--profile", "x");
        assertSaid(ExitCode.INPUT, "--region goes with --stack: nothing else is asked of AWS", "ids", "--id", "x", "--region", "x");
    }

    private void instead(String service, AwsServer.Answer given) {
        aws.instead = action -> action.startsWith(service + ":") ? Optional.of(given) : Optional.empty();
    }

    private void assertSaid(int code, String message, String... arguments) {
        assertErr(code, "pg2convex: " + message + "\n", arguments);
    }

    private void assertFoundAndSaid(int code, String message, String... arguments) {
        assertErr(code, STACK + "pg2convex: " + message + "\n", arguments);
    }

    private void assertErr(int code, String err, String... arguments) {
        var said = said(aws.environment(), arguments);
        assertEquals(err, said.err());
        assertEquals("", said.out());
        assertEquals(code, said.code());
    }

    private Said said(Map<String, String> environment, String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(1, List.of("--mapping", Home.find().resolve("examples/chat/mapping.yaml").toString()));
        return Said.by(new Environment(folder, environment), all.toArray(String[]::new));
    }
}
