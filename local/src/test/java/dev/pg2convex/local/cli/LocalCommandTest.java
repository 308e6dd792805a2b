package dev.pg2convex.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import io.github.cdimascio.dotenv.Dotenv;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The parts that {@code local} keeps: their URLs as a shell and dotenv read them, a run against them, and their end. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class LocalCommandTest {
    private static final List<String> NAMES = List.of("POSTGRES_URL", "CONVEX_URL", "CONVEX_DEPLOY_KEY", "AWS_ENDPOINT_URL_SQS");

    @TempDir
    private Path folder;
    private final Marked marked = new Marked();
    private Program program;

    @BeforeEach
    void start() {
        assumeTrue(Marked.isPossible(), "needs /proc");
        program = new Program(folder, Map.of("PG2CONVEX_HOME", Home.find().toString(), Marked.NAME, marked.mark));
    }

    @AfterEach
    void endWhatIsLeft() {
        marked.end();
    }

    @Test
    void local_itsLines_areReadAlike_andARunWorksWithThem() throws Exception {
        var local = program.start("local", "local");
        awaitRunning(local);
        assertEquals(NAMES.size(), program.printed("local").lines().count(), program.printed("local"));

        var dotenv = Dotenv.configure().directory(folder.toString()).filename("local.out").load();
        for (var name : NAMES) {
            assertEquals(inShell(name), dotenv.get(name), name);
        }
        // As an operator does it: the printed lines are the configuration.
        Files.copy(folder.resolve("local.out"), folder.resolve(".env.local"));
        try (var connection = DriverManager.getConnection(
                dotenv.get("POSTGRES_URL").replaceFirst("postgresql://postgres@", "jdbc:postgresql://") + "?user=postgres")) {
            ChatTables.create(connection);
            ChatData.generate(connection, new ChatSize(50, 5));
        }
        var run = Said.by(new Environment(folder, Map.of()), "run", "--json", "--no-verify", "--mapping",
                Home.find().resolve("examples/chat/mapping.yaml").toString());
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, run.code(), run::err);
        assertEquals("done", run.json().path("state").asString());

        Signal.end().sendTo(local.pid());
        assertTrue(local.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.CLEAN, local.exitValue(), program.said("local"));
        marked.awaitNobody();
    }

    @Test
    void local_onlyConvexAtAPort_startsThatAlone_andEndsWithSigterm() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var local = program.start("local", "local", "--only", "convex", "--convex-port", Integer.toString(port));
        awaitRunning(local);
        assertEquals(List.of("CONVEX_URL=\"http://127.0.0.1:" + port + "\""),
                program.printed("local").lines().filter(line -> !line.startsWith("CONVEX_DEPLOY_KEY=\"")).toList());
        assertTrue(marked.alive().stream().noneMatch(each -> each.contains("/bin/postgres")), () -> marked.alive().toString());

        Signal.TERM.sendTo(local.pid());
        assertTrue(local.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.CLEAN, local.exitValue(), program.said("local"));
        marked.awaitNobody();
    }

    @Test
    void local_wrongOptions_areRefused() {
        var environment = new Environment(folder, Map.of());
        var part = Said.by(environment, "local", "--only", "mysql");
        assertEquals(ExitCode.INPUT, part.code());
        assertEquals("pg2convex: --only must be postgres, queue or convex, found `mysql`\nSee `pg2convex local --help`.",
                part.err().strip());
        assertEquals("pg2convex: --convex-port must be from 0 to 65535, found 70000",
                Said.by(environment, "local", "--convex-port", "70000").err().strip());
    }

    @Test
    void local_portInUse_saysSoAndLeavesNothing() throws Exception {
        var home = Home.find();
        try (var other = LocalConvexServer.start(home, home.resolve("examples/chat/convex"))) {
            var port = other.url().substring(other.url().lastIndexOf(':') + 1);
            var local = program.start("local", "local", "--convex-port", port);
            assertTrue(local.waitFor(60, TimeUnit.SECONDS));
            assertEquals(ExitCode.INPUT, local.exitValue(), program.said("local"));
            assertTrue(program.said("local").contains(port), program.said("local"));
            marked.awaitNobody();
        }
    }

    private void awaitRunning(Process local) throws Exception {
        while (!program.said("local").contains("Running until Ctrl-C.")) {
            assertTrue(local.isAlive(), program.said("local"));
            Thread.sleep(20);
        }
    }

    private String inShell(String name) throws Exception {
        var shell = new ProcessBuilder("sh", "-c", "eval \"$(cat local.out)\"; printf %s \"$" + name + "\"").directory(folder.toFile())
                .start();
        return new String(shell.getInputStream().readAllBytes(), UTF_8);
    }
}
