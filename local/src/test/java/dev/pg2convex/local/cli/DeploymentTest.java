package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.engine.PlantedConvex;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A deployment or a store that is not what the other one knows of it, and mappings beside each other. */
@ExtendWith(SharedSite.class)
@Execution(ExecutionMode.CONCURRENT)
class DeploymentTest {
    @TempDir
    private Path folder;
    private Site site;

    @BeforeEach
    void start(Site shared) {
        site = shared;
    }

    @Test
    void run_deploymentWipedSinceTheLast_saysSoAndMigratesAnew() throws Exception {
        var convex = LocalConvexServer.start(site.home, site.home.resolve(Notes.CONVEX));
        Notes notes;
        String first;
        try {
            notes = new Notes(site, folder, convex, Map.of());
            var said = notes.people("run", "--json");
            assertEquals(ExitCode.CLEAN, said.code(), said.err());
            assertFalse(said.err().contains("Warning"), said.err());
            first = said.json().path("run").asString();
        } finally {
            convex.close();
        }
        // In memory: at its end everything in it is gone.
        try (var wiped = LocalConvexServer.start(site.home, site.home.resolve(Notes.CONVEX), URI.create(convex.url()).getPort())) {
            notes = notes.with(wiped, Map.of());
            var verify = notes.people("verify");
            assertEquals(ExitCode.INPUT, verify.code(), verify.err());
            assertTrue(verify.err().contains("was wiped or exchanged since run " + first), verify.err());

            var run = notes.program.start("anew", "run", "--debug", "--json", "--mapping", notes.file("people").toString());
            assertTrue(run.waitFor(2, TimeUnit.MINUTES));

            var err = notes.program.said("anew");
            assertEquals(ExitCode.CLEAN, run.exitValue(), err);
            var notice = "was wiped or exchanged since run " + first;
            assertTrue(err.lines().anyMatch(line -> line.startsWith("Warning: ") && line.contains(notice)), err);
            assertTrue(err.indexOf("Warning: ") > err.indexOf("Target  "), "beside the target's name");
            assertTrue(err.lines().anyMatch(line -> line.contains("WARN") && line.contains(notice)), "in the coordinator's log");
            assertEquals(5, notes.program.result("anew").path("inserted").asInt());
            assertEquals(0, notes.program.result("anew").path("unchanged").asInt());
            try (var planted = new PlantedConvex(wiped.url(), wiped.deployKey())) {
                assertEquals(2, planted.count("people"));
                assertEquals(3, planted.count("notes"));
            }

            var again = notes.people("run", "--json");
            assertFalse(again.err().contains("Warning"), again.err());
            assertEquals(5, again.json().path("unchanged").asInt(), again.err());
        }
    }

    @Test
    void run_storeRestoredFromABackup_isRefused() throws Exception {
        var convex = site.emptyNotes();
        var notes = new Notes(site, folder, convex, Map.of());
        assertEquals(ExitCode.CLEAN, notes.people("run").code());
        var backup = site.copy(notes.database);
        notes.sql("INSERT INTO people VALUES (3, 'p3', NULL, 1)");
        assertEquals(ExitCode.CLEAN, notes.people("run").code());
        var runs = site.count(backup, "SELECT count(*) FROM pg2convex.run");

        var restored = notes.with(convex, Map.of("PG2CONVEX_STORE_URL", site.database.url(backup))).people("run");

        assertEquals(ExitCode.INPUT, restored.code(), restored.err());
        assertTrue(restored.err().contains("which this store does not know: it is a copy, or was restored from a backup"), restored.err());
        assertTrue(restored.err().contains("use the store that ran it"), restored.err());
        assertEquals(runs, site.count(backup, "SELECT count(*) FROM pg2convex.run"), "no run was made");
        assertPeople(convex, 3);
        assertEquals(ExitCode.CLEAN, notes.people("run").code(), "the store of before goes on");
    }

    @Test
    void run_copiedStoreWentOn_refusesTheOriginal() throws Exception {
        var convex = site.emptyNotes();
        var notes = new Notes(site, folder, convex, Map.of());
        assertEquals(ExitCode.CLEAN, notes.people("run").code());
        var copy = site.copy(notes.database);
        notes.sql("INSERT INTO people VALUES (3, 'p3', NULL, 1)");

        assertEquals(ExitCode.CLEAN, notes.with(convex, Map.of("PG2CONVEX_STORE_URL", site.database.url(copy))).people("run").code());
        var original = notes.people("run");

        assertEquals(ExitCode.INPUT, original.code(), original.err());
        assertTrue(original.err().contains("which this store does not know: it is a copy"), original.err());
        assertPeople(convex, 3);
    }

    @Test
    void run_tableOfAnotherMapping_isRefused() throws Exception {
        var convex = site.emptyNotes();
        var notes = new Notes(site, folder, convex, Map.of());
        assertEquals(ExitCode.CLEAN, notes.said("tags", "run").code());

        var others = notes.said("others", "run");

        assertEquals(ExitCode.INPUT, others.code(), others.err());
        assertTrue(others.err().contains("table tags is filled by mapping tags; a table can belong to one mapping only"), others.err());
        assertEquals("cancelled", notes.said("others", "status", "--json").json().path("state").asString());
        assertEquals(ExitCode.CLEAN, notes.said("tags", "run").code());
    }

    @Test
    void run_twoMappingsOfDifferentTables_runTogether() throws Exception {
        var notes = new Notes(site, folder, site.emptyNotes(), Map.of());
        CompletableFuture<Said> people;
        try (var connection = site.connect(notes.database)) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("LOCK TABLE notes");
            people = CompletableFuture.supplyAsync(() -> notes.people("run"), Thread::startVirtualThread);
            while (notes.count("SELECT count(*) FROM pg_tables WHERE schemaname = 'pg2convex' AND tablename = 'id_mapping'") == 0
                    || notes.count("SELECT count(*) FROM pg2convex.id_mapping WHERE table_name = 'people'") < 2) {
                assertFalse(people.isDone(), "it is held by the lock");
                Thread.sleep(20);
            }

            var tags = notes.said("tags", "run");

            assertEquals(ExitCode.CLEAN, tags.code(), tags.err());
            assertEquals("active", notes.people("status", "--json").json().path("state").asString());
        }
        assertEquals(ExitCode.CLEAN, people.get(1, TimeUnit.MINUTES).code());
    }

    private static void assertPeople(LocalConvexServer convex, long expected) {
        try (var planted = new PlantedConvex(convex.url(), convex.deployKey())) {
            assertEquals(expected, planted.count("people"));
        }
    }
}
