package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.local.ExitCode;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every command that acts on a run, through a stack: what it says and ends with is what the same command says of the same store here. */
@Execution(ExecutionMode.CONCURRENT)
class StackTest extends WithStack {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void run_throughAStack_isAsHere_andTakesThePermissionsThatTheGuideLists() throws Exception {
        var run = stack.said("run", "--json");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, run.code(), run.err());
        assertTrue(run.err().startsWith("Stack   moving in eu-central-1 of account 123456789012\n"), run.err());
        assertTrue(run.err().contains("Verified: every mapped field of 3 rows against their documents"), run.err());
        assertTrue(run.err().contains("Rejected (`pg2convex rejects --mapping " + stack.mapping() + " --stack moving` lists them):"),
                run.err());
        assertEquals(3, Site.documents(stack.convex));
        assertEquals(timeless(stack.here("status", "--json")), timeless(run));
        assertEquals(timeless(run), timeless(stack.said("status", "--json")));
        assertEquals(0, run.json().path("deadLetters").path("pages").asInt(-1));

        var again = stack.said("run", "--json");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, again.code(), again.err());
        assertEquals(0, again.json().path("inserted").asInt(-1));
        var verified = stack.said("verify");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, verified.code(), verified.err());
        assertTrue(verified.out().contains("no difference."), verified.out());
        assertEquals(operatorsPermissions(), stack.aws.actions());
    }

    @Test
    void rejectsAndIds_throughAStack_areAsHere() throws Exception {
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, stack.said("run", "--no-verify").code());

        for (var arguments : new String[][]{{"rejects"}, {"rejects", "--format", "csv", "--table", "threads"},
                {"rejects", "--json", "--reason", "orphan"}, {"ids", "--format", "csv"}, {"ids", "--table", "users", "--key", "1"},
                {"ids", "--table", "threads", "--key", "31"}, {"ids", "--id", "nothing"}}) {
            var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
            var here = stack.here(arguments[0], rest);
            var there = stack.said(arguments[0], rest);
            assertEquals(here.out(), there.out());
            assertEquals(here.code(), there.code());
            assertEquals("Stack   moving in eu-central-1 of account 123456789012\n"
                    + here.err().replace(stack.mapping(), stack.mapping() + " --stack moving"), there.err());
        }
        assertEquals(3, stack.said("ids", "--format", "jsonl").out().lines().count());
        assertEquals(3, stack.said("rejects").out().lines().count());
    }

    @Test
    void lists_longerThanAnAnswer_areWhole() throws Exception {
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, stack.said("run", "--no-verify").code());
        sql("""
                INSERT INTO pg2convex.id_mapping (target, table_name, key, document_id, hash, origin)
                SELECT target, 'users', 'u' || n || repeat('é', CASE WHEN n < 12000 THEN 0 ELSE 500 END), 'd' || n, 'h', 'inserted'
                FROM pg2convex.run, generate_series(1, 15000) AS n""");
        sql("""
                INSERT INTO pg2convex.reject (mapping, target, run_id, page_id, table_name, key, reason)
                SELECT 'chat', target, id, 0, 'users', 'u' || n, 'refused' FROM pg2convex.run, generate_series(1, 5001) AS n""");

        var ids = stack.said("ids", "--format", "csv");
        var rejects = stack.said("rejects", "--format", "csv");

        assertEquals(ExitCode.CLEAN, ids.code(), ids.err());
        assertEquals(1 + 15_000 + 3, ids.out().lines().distinct().count());
        assertEquals(stack.here("ids", "--format", "csv").out(), ids.out());
        assertEquals(1 + 5_001 + 3, rejects.out().lines().distinct().count());
        assertEquals(stack.here("rejects", "--format", "csv").out(), rejects.out());
    }

    @Test
    void redrive_throughAStack_bringsTheRowBackWithItsChildren() throws Exception {
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, stack.said("run", "--no-verify").code());
        sql("UPDATE threads SET user_id = 1 WHERE id IN (31, 41)");

        var one = stack.said("redrive", "--table", "threads", "--key", "31", "--json");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, one.code(), one.err());
        assertEquals(2, one.json().path("inserted").asInt(), one.err());
        assertEquals("table,key,reason,field,message,run", stack.said("rejects", "--format", "csv").out().lines().findFirst().orElse(""));
        assertEquals(1, stack.said("rejects").out().lines().count());
        var resync = stack.said("resync", "--table", "threads", "--keys", "41", "--no-verify", "--json");
        assertEquals(1, resync.json().path("inserted").asInt(), resync.err());
    }

    @Test
    void redrive_pagesThatFailed_areSentAgainFirst() throws Exception {
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, stack.said("run", "--no-verify").code());
        sql("UPDATE threads SET user_id = 1 WHERE id IN (31, 41)");
        // As a run leaves it whose last page has used up its receives.
        sql("""
                UPDATE pg2convex.page SET state = 'failed', rows = 0 FROM pg2convex.stage
                WHERE page.run_id = stage.run_id AND page.ordinal = stage.ordinal AND stage.kind = 'load' AND stage.pass = 1
                    AND 'messages' = ANY (stage.tables)""");
        sql("""
                UPDATE pg2convex.stage SET state = 'planned', failed = pages, pages_left = pages
                WHERE kind = 'load' AND pass = 1 AND 'messages' = ANY (tables)""");
        sql("UPDATE pg2convex.run SET state = 'incomplete'");

        var said = stack.said("redrive", "--no-verify");

        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertTrue(said.err().contains("has pages that failed at every attempt: sending them again."), said.err());
        assertEquals(2, count("SELECT count(*) FROM pg2convex.run"));
    }

    @Test
    void status_deadLetters_areCounted() throws Exception {
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, stack.said("run", "--no-verify").code());
        stack.queues.client().sendMessage(request -> request.queueUrl(stack.queue.url("pages-dlq")).messageBody("not JSON"));

        var status = stack.said("status");

        assertTrue(status.out().contains("Dead-letter queue of " + QueueName.PAGES.name().toLowerCase(Locale.ROOT) + ": 1 messages"),
                status.out());
        stack.aws.instead = action -> action.startsWith("sqs:") ? Optional.of(AwsServer.Answer.jsonError(403, "AccessDeniedException"))
                : Optional.empty();
        var denied = stack.said("status");
        assertEquals(ExitCode.CLEAN, denied.code());
        assertTrue(denied.err()
                .matches(
                        "(?s).*Messages in dead-letter queues are not counted: a dead-letter queue: your AWS identity lacks the permission "
                                + "sqs:GetQueueAttributes on arn:aws:sqs:eu-central-1:123456789012:\\w+-dlq; .*"),
                denied.err());
    }

    @Test
    void environment_thatTheStackDoesNotUse_isNoted() {
        var said = stack.said(Map.of("POSTGRES_URL", "postgresql://nobody@nowhere/x", "CONVEX_URL", "x"), "run", "--no-verify");
        assertTrue(said.err()
                .startsWith("Not used with --stack: CONVEX_URL, POSTGRES_URL. The functions have theirs from the stack's secret.\n"),
                said.err());
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said.code(), said.err());
        assertFalse(said.err().contains("nowhere"), said.err());
    }

    private static JsonNode timeless(Said said) {
        var json = (ObjectNode) said.json();
        json.remove("seconds");
        json.remove("deadLetters");
        return json;
    }

    /** Of the policy in the guide. */
    private Set<String> operatorsPermissions() throws Exception {
        var policy = Pattern.compile("### To operate\n.*?```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(site.home.resolve("docs/aws.md")));
        assertTrue(policy.find());
        return StreamSupport.stream(JSON.readTree(policy.group(1)).path("Statement").spliterator(), false)
                .map(statement -> statement.path("Action").asString())
                .collect(Collectors.toSet());
    }

    private void sql(String statement) throws Exception {
        site.sql(stack.database, statement);
    }

    private long count(String query) throws Exception {
        return site.count(stack.database, query);
    }
}
