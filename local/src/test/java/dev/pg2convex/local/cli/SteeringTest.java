package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.Manifest;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Commands that act on a run which another command drives; that one is held in the middle by a lock on the table that comes last. */
@Order(1)
@ExtendWith(SharedSite.class)
@Execution(ExecutionMode.CONCURRENT)
class SteeringTest {
    private static final ChatSize SIZE = new ChatSize(50, 3);
    private static final Set<String> COUNTS = Set.of("rows", "inserted", "adopted", "updated", "unchanged", "recreated", "deleted",
            "rejected", "findings");

    @TempDir
    private Path folder;
    private Site site;
    private LocalConvexServer convex;
    private String chat;
    private Manifest manifest;
    private Environment environment;
    private Program program;

    @BeforeEach
    void start(Site shared) throws Exception {
        site = shared;
        convex = site.emptyChat();
        chat = site.chat();
        try (var connection = site.connect(chat)) {
            connection.createStatement().execute("TRUNCATE users, threads, messages");
            manifest = ChatData.generate(connection, SIZE);
        }
        var variables = Map.of("POSTGRES_URL", site.database.url(chat), "CONVEX_URL", convex.url(), "CONVEX_DEPLOY_KEY", convex.deployKey(),
                "PG2CONVEX_HOME", site.home.toString());
        environment = new Environment(folder, variables);
        program = new Program(folder, variables);
    }

    @Test
    void pauseAndResume_ofAnotherCommand_goOnToTheEnd() throws Exception {
        CompletableFuture<Said> run;
        try (var _ = locked()) {
            run = begun();
            awaitThreads(() -> !run.isDone());

            var status = status();
            assertEquals("active", status.path("state").asString());
            assertTrue(said("status").out().contains("It is being worked on."), "status says that it is alive");
            assertTrue(status.path("tables").path("users").path("inserted").asInt() > 0, status.toString());

            var beside = said("run");
            assertEquals(ExitCode.INPUT, beside.code());
            assertTrue(beside.err()
                    .contains("is being worked on by another process, or by functions on AWS; wait for it, or pause or cancel it first"),
                    beside.err());

            assertEquals(ExitCode.CLEAN, said("pause").code());
        }
        var paused = run.get(1, TimeUnit.MINUTES);
        assertEquals(ExitCode.STOPPED, paused.code(), paused.err());
        assertTrue(paused.err().contains("`pg2convex resume --mapping " + mapping() + "` goes on from here."), paused.err());
        assertEquals("paused", paused.json().path("state").asString());
        assertEquals("paused", status().path("state").asString());

        var resumed = said("resume", "--json");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, resumed.code(), resumed.err());
        assertWhole(resumed);
        assertEquals("done", status().path("state").asString());
        assertTrue(said("status").out().contains(": done"), "status after the end");
        assertEquals(1, runs());

        assertEquals(ExitCode.INPUT, said("resume").code(), "nothing is left to be resumed");
        assertEquals(ExitCode.INPUT, said("pause").code(), "nothing is left to be paused");
    }

    @Test
    void sigterm_finishesTheBatchInFlight_andRunContinues() throws Exception {
        Process run;
        try {
            try (var _ = locked()) {
                run = program.start("run", "run", "--json", "--mapping", mapping());
                awaitThreads(run::isAlive);
                Signal.STOP.sendTo(convex.process().pid());
            }
            await(() -> count("SELECT count(*) FROM pg2convex.intent WHERE state = 'open'") > 0, run::isAlive);
            run.destroy();
            await(() -> program.said("run").contains("Stopping after the batches under work."), run::isAlive);
        } finally {
            Signal.CONT.sendTo(convex.process().pid());
        }

        assertTrue(run.waitFor(1, TimeUnit.MINUTES));
        assertEquals(ExitCode.STOPPED, run.exitValue(), program.said("run"));
        assertTrue(program.said("run").contains("`pg2convex resume --mapping " + mapping() + "` goes on from here."), program.said("run"));
        assertEquals(0, count("SELECT count(*) FROM pg2convex.intent WHERE state = 'open'"), "the batch in flight was finished");
        assertTrue(count("SELECT count(*) FROM pg2convex.page WHERE state <> 'done'") > 0, "and no other was begun");

        var again = said("run", "--json");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, again.code(), again.err());
        assertTrue(again.err().contains("Continuing run"), again.err());
        assertWhole(again);
        assertEquals(1, runs());
    }

    @Test
    void cancel_ofAnotherCommand_endsItsRun_andRunStartsAnother() throws Exception {
        CompletableFuture<Said> run;
        try (var _ = locked()) {
            run = begun();
            awaitThreads(() -> !run.isDone());
            assertEquals(ExitCode.CLEAN, said("cancel").code());
        }
        var cancelled = run.get(1, TimeUnit.MINUTES);
        assertEquals(ExitCode.STOPPED, cancelled.code(), cancelled.err());
        assertEquals("cancelled", cancelled.json().path("state").asString());

        var again = said("run", "--json");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, again.code(), again.err());
        assertWhole(again);
        assertEquals(2, runs());
    }

    /** Holds every run before its last table, until it is closed. */
    private Connection locked() throws Exception {
        var connection = site.connect(chat);
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE messages");
        return connection;
    }

    /** A run that goes on while other commands are given. */
    private CompletableFuture<Said> begun() {
        return CompletableFuture.supplyAsync(() -> said("run", "--json"));
    }

    private void awaitThreads(BooleanSupplier running) throws Exception {
        await(() -> count("SELECT count(*) FROM pg_tables WHERE schemaname = 'pg2convex' AND tablename = 'id_mapping'") > 0
                && count("SELECT count(*) FROM pg2convex.stage WHERE state = 'done' AND kind = 'load' AND 'threads' = ANY (tables)") > 0,
                running);
    }

    private static void await(Callable<Boolean> condition, BooleanSupplier running) throws Exception {
        while (!condition.call()) {
            assertTrue(running.getAsBoolean(), "the run ended too early");
            Thread.sleep(20);
        }
    }

    private void assertWhole(Said said) {
        assertEquals(1, said.out().lines().count(), "one object on standard output");
        var json = said.json();
        var expected = new TreeSet<>(COUNTS);
        expected.addAll(Set.of("mapping", "run", "state", "rejectedByReason", "seconds", "failedPages", "deadLetters", "tables"));
        assertEquals(expected, new TreeSet<>(json.propertyNames()));
        assertTrue(json.path("rejectedByReason").isObject() && json.path("seconds").isNumber());
        for (var table : ChatTables.ALL) {
            var found = json.path("tables").path(table);
            assertTrue(found.propertyNames().containsAll(COUNTS), found.toString());
            assertEquals(manifest.table(table).rows(), found.path("rows").asLong(), table);
            assertEquals(manifest.table(table).rejects().size(), found.path("rejected").asInt(), table);
            assertEquals(manifest.table(table).documents(), found.path("compared").asLong(), table);
        }
        assertEquals(0, json.path("findings").asInt(-1));
    }

    private JsonNode status() {
        var said = said("status", "--json");
        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertEquals(1, said.out().lines().count());
        return said.json();
    }

    private Said said(String command, String... more) {
        var arguments = new java.util.ArrayList<>(java.util.List.of(command, "--mapping", mapping()));
        arguments.addAll(java.util.List.of(more));
        return Said.by(environment, arguments.toArray(String[]::new));
    }

    private String mapping() {
        return site.home.resolve("examples/chat/mapping.yaml").toString();
    }

    private long runs() throws Exception {
        return count("SELECT count(*) FROM pg2convex.run");
    }

    private long count(String sql) throws Exception {
        return site.count(chat, sql);
    }
}
