package dev.pg2convex.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.cli.Environment;
import dev.pg2convex.local.cli.Root;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line and a stack, which share nothing but its name: outputs, queues and dead letters are LocalStack's. */
@Timeout(300)
class CommandLineIT {
    @RegisterExtension
    static final LocalStack AWS = new LocalStack();

    @Test
    void commands_withTheStacksName_moveFollowAndProveTheChat(@TempDir Path folder) throws Exception {
        try (var stack = Stack.create(AWS, Map.of()); var chat = new Chat()) {
            stack.putSecret(chat.services());
            try (var functions = new Functions(stack).poll(); var lambda = functions.coordinatorServer()) {
                var line = new CommandLine(stack, lambda, folder);

                var run = line.json(ExitCode.FINISHED_WITH_PROBLEMS, "run");
                assertEquals(0, run.path("findings").asInt(-1));
                assertEquals(chat.expected(), chat.actual());
                assertEquals(run.path("inserted"), line.json(ExitCode.CLEAN, "status").path("inserted"));
                assertEquals(run.path("rejected").asInt(-1), line.json(ExitCode.CLEAN, "rejects").path("rejects").size());

                chat.sql("UPDATE users SET email = 'changed.' || email WHERE id IN (SELECT min(id) FROM users)");
                var resync = line.json(ExitCode.FINISHED_WITH_PROBLEMS, "resync", "--table", "users", "--no-verify");
                assertEquals(1, resync.path("updated").asInt(-1));
                assertEquals(chat.expected(), chat.actual());
                assertEquals(0, line.json(ExitCode.FINISHED_WITH_PROBLEMS, "verify").path("findings").asInt(-1));

                stack.sqs().sendMessage(request -> request.queueUrl(stack.output("PagesDeadLettersUrl")).messageBody("{}"));
                var after = line.json(ExitCode.CLEAN, "status").path("deadLetters");
                assertEquals(List.of(1, 0, 0),
                        List.of(after.path("pages").asInt(-1), after.path("verify").asInt(-1), after.path("control").asInt(-1)));
                assertEquals(0, chat.count("SELECT count(*) FROM pg2convex.run WHERE state IN ('active', 'paused')"));
            }
        }
    }

    @Test
    void command_withAnotherStacksName_saysWhatIsThere(@TempDir Path folder) throws Exception {
        var environment = new Environment(folder, AWS.environment());
        var err = new StringWriter();

        int code = Root.execute(new String[]{"status", "--mapping", mapping(), "--stack", "nowhere"}, environment,
                new PrintWriter(new StringWriter()), new PrintWriter(err, true));

        assertEquals(ExitCode.INPUT, code);
        assertTrue(err.toString().contains("there is no stack nowhere in us-east-1 of this AWS account"), err::toString);
    }

    private static String mapping() {
        return Home.find().resolve("examples/chat/mapping.yaml").toString();
    }

    private record CommandLine(Stack stack, LambdaServer lambda, Path folder) {
        JsonNode json(int code, String command, String... more) {
            var environment = new HashMap<>(AWS.environment());
            environment.put("AWS_ENDPOINT_URL_LAMBDA", lambda.url());
            var arguments = new ArrayList<>(List.of(command, "--mapping", mapping(), "--stack", stack.name(), "--json"));
            arguments.addAll(List.of(more));
            var out = new StringWriter();
            var err = new StringWriter();
            assertEquals(code, Root.execute(arguments.toArray(String[]::new), new Environment(folder, environment),
                    new PrintWriter(out, true), new PrintWriter(err, true)), err::toString);
            return JsonMapper.shared().readTree(out.toString());
        }
    }
}
