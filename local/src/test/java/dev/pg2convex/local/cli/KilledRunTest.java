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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The command line as a process of its own, killed in the middle of a run. */
@Order(1)
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
            var program = new Program(folder, environment);
            var here = new Environment(folder, environment);
            var again = new String[]{"run", "--json", "--mapping", folder.resolve("mapping.yaml").toString()};
            Files.copy(home.resolve("examples/chat/mapping.yaml"), folder.resolve("mapping.yaml"));
            try (var connection = DriverManager.getConnection(database.jdbcUrl("chat"))) {
                ChatTables.create(connection);
                var manifest = ChatData.generate(connection, SIZE);

                var killed = program.start("killed", "run", "--json");
                while (count(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = 'pg2convex' AND tablename = 'id_mapping'") == 0
                        || count(connection, "SELECT count(*) FROM pg2convex.id_mapping") == 0) {
                    assertTrue(killed.isAlive(), "the run ended before it could be killed");
                    Thread.sleep(5);
                }
                killed.destroyForcibly().waitFor();
                assertEquals(1, count(connection, "SELECT count(*) FROM pg2convex.run WHERE state = 'active'"), "it was killed in mid-run");

                var second = Said.by(here, again);
                assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, second.code(), second::err);
                assertTrue(second.err().contains("Continuing run"), second::err);
                assertOutcome(second.json(), manifest);
                assertEquals(1, count(connection, "SELECT count(*) FROM pg2convex.run"));

                var third = Said.by(here, again).json();
                assertEquals(0, third.path("inserted").asInt(-1));
                assertOutcome(third, manifest);
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

    private static long count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
