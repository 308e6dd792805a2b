package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.Manifest;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as a process of its own, killed in the middle of a run. */
class KilledRunTest {
    private static final ChatSize SIZE = new ChatSize(60, 3);

    @TempDir
    private Path folder;

    @Test
    void run_killedInMidLoad_nextRunContinuesAndIsRight() throws Exception {
        var home = Home.find();
        try (var database = EmbeddedDatabase.start(); var convex = LocalConvexServer.start(home, home.resolve("examples/chat/convex"))) {
            database.createDatabase("chat");
            var environment = Map.of("POSTGRES_URL", database.url("chat"), "CONVEX_URL", convex.url(), "CONVEX_DEPLOY_KEY",
                    convex.deployKey(), "PG2CONVEX_HOME", home.toString());
            Files.copy(home.resolve("examples/chat/mapping.yaml"), folder.resolve("mapping.yaml"));
            try (var connection = DriverManager.getConnection(database.jdbcUrl("chat"))) {
                ChatTables.create(connection);
                var manifest = ChatData.generate(connection, SIZE);

                var killed = start(environment, "killed", "run", "--json");
                while (count(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'pg2convex' AND tablename = 'id_mapping'") == 0
                        || count(connection, "SELECT count(*) FROM pg2convex.id_mapping") == 0) {
                    assertTrue(killed.isAlive(), "the run ended before it could be killed");
                    Thread.sleep(5);
                }
                killed.destroyForcibly().waitFor();
                assertEquals(1, count(connection, "SELECT count(*) FROM pg2convex.run WHERE state = 'active'"), "it was killed in mid-run");

                var second = start(environment, "second", "run", "--json");
                assertTrue(second.waitFor(4, TimeUnit.MINUTES));
                assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, second.exitValue(), () -> said("second"));
                assertTrue(said("second").contains("Continuing run"), said("second"));
                assertOutcome(result("second"), manifest);
                assertEquals(1, count(connection, "SELECT count(*) FROM pg2convex.run"));

                var third = start(environment, "third", "run", "--json");
                assertTrue(third.waitFor(4, TimeUnit.MINUTES));
                assertEquals(0, result("third").path("inserted").asInt(-1));
                assertOutcome(result("third"), manifest);
            }
        }
    }

    private static void assertOutcome(JsonNode json, Manifest manifest) {
        assertEquals("done", json.path("state").asString());
        assertEquals(0, json.path("findings").asInt(-1));
        for (var table : ChatTables.ALL) {
            var expected = manifest.table(table);
            var found = json.path("tables").path(table);
            assertEquals(expected.rows(), found.path("rows").asLong(-1), table);
            assertEquals(expected.rejects().size(), found.path("rejected").asInt(-1), table);
            assertEquals(expected.documents(), found.path("scanned").asLong(-1), "documents of " + table);
            assertEquals(expected.documents(), found.path("compared").asLong(-1), "compared of " + table);
        }
    }

    private Process start(Map<String, String> environment, String name, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), "dev.pg2convex.local.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectOutput(file(name + ".out"))
                .redirectError(file(name + ".err"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private String said(String name) {
        try {
            return Files.readString(folder.resolve(name + ".err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private JsonNode result(String name) throws Exception {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve(name + ".out")));
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
