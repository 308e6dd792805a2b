package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.engine.PlantedConvex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What was migrated is forgotten, with its documents or without, and after the cutover nothing of pg2convex is left. */
@ExtendWith(SharedSite.class)
@Execution(ExecutionMode.CONCURRENT)
class ResetAndCleanupTest {
    private static final List<String> OWN = List.of("pg2convex_fences", "pg2convex_receipts", "pg2convex_owners");

    @TempDir
    private Path folder;
    private Site site;
    private Notes notes;
    private PlantedConvex convex;

    @BeforeEach
    void migrate(Site shared) throws Exception {
        site = shared;
        var server = site.emptyNotes();
        convex = new PlantedConvex(server.url(), server.deployKey());
        notes = new Notes(site, folder, server, Map.of());
        var file = notes.file("people");
        Files.writeString(file, Files.readString(file)
                .replace("  people:\n", "  people:\n    match: { fields: [login], index: by_login, onMatch: update }\n"));
        convex.insert("people", List.of(Map.of("login", "p2", "extra", "the application's")));
        assertEquals(ExitCode.CLEAN, notes.people("run", "--no-verify").code());
        assertEquals(ExitCode.CLEAN, notes.said("tags", "run", "--no-verify").code());
        assertEquals(2, convex.count("pg2convex_owners"));
    }

    @AfterEach
    void close() {
        convex.close();
    }

    @Test
    void reset_withoutATerminal_demandsYesAndSaysWhatIsAtStake() throws Exception {
        var said = notes.people("reset", "--delete-documents");

        assertEquals(ExitCode.INPUT, said.code());
        assertTrue(
                said.err().contains("5 documents in notes, people. 4 of them, which it inserted, are DELETED; 1, which it adopted, stay."),
                said.err());
        assertTrue(said.err().contains("/" + notes.database) && said.err().contains("(local)") && said.err().contains("--yes"), said.err());
        assertEquals(5, notes.count("SELECT count(*) FROM pg2convex.id_mapping WHERE table_name <> 'tags'"));
    }

    @Test
    void reset_keepingDocuments_forgetsThisMappingAlone() throws Exception {
        var said = notes.people("reset", "--yes");

        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertEquals(List.of(2L, 3L, 1L), List.of(convex.count("people"), convex.count("notes"), convex.count("tags")));
        assertForgotten();
        assertEquals(ExitCode.CLEAN, notes.people("reset", "--yes").code(), "nothing is left to do");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, notes.people("ids", "--table", "people", "--key", "1").code());

        assertEquals(ExitCode.INPUT, notes.people("run", "--no-verify").code(), "notes has documents of nobody");
        convex.clear(List.of("notes"));
        var run = notes.people("run", "--no-verify", "--json").json();
        assertEquals(List.of(2, 3), List.of(run.path("adopted").asInt(), run.path("inserted").asInt()));
        assertEquals(ExitCode.CLEAN, notes.said("tags", "run").code(), "the other mapping goes on");
    }

    @Test
    void reset_deletingDocuments_keepsAdoptedOnes() throws Exception {
        notes.sql("INSERT INTO people SELECT n, 'q' || n, NULL, 1 FROM generate_series(100, 399) n");
        assertEquals(ExitCode.CLEAN, notes.people("run", "--no-verify").code());

        var said = notes.people("reset", "--yes", "--delete-documents", "--json");

        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertTrue(said.err().contains("Forgotten."), said.err());
        assertEquals("{\"reset\":true}", said.out().strip());
        assertEquals("the application's", convex.documents("people", "extra").getFirst().path("extra").asString());
        assertEquals(List.of(1L, 0L, 1L), List.of(convex.count("people"), convex.count("notes"), convex.count("tags")));
        assertForgotten();
        assertEquals(ExitCode.CLEAN, notes.people("run").code(), "everything anew");
    }

    @Test
    void reset_whileARunIsPaused_isRefused() throws Exception {
        notes.sql("UPDATE pg2convex.run SET state = 'paused', ended_at = NULL WHERE mapping = 'people'");

        for (var command : List.of("reset", "cleanup")) {
            var said = notes.people(command, "--yes");
            assertEquals(ExitCode.INPUT, said.code());
            assertTrue(said.err().contains("is paused; let it end, or cancel it, first"), said.err());
        }
    }

    @Test
    void otherCommands_whileAResetIsNotFinished_areRefusedAndResetFinishesIt() throws Exception {
        notes.sql(
                """
                        INSERT INTO pg2convex.run (id, mapping, mapping_hash, target, url, source, kind, state, scope, verify, allow_deletes,
                            allow_existing, allow_other_source, removed)
                        SELECT gen_random_uuid(), mapping, mapping_hash, target, url, source, 'reset', 'paused', scope, false, true, false, true, 'keep'
                        FROM pg2convex.run WHERE mapping = 'people'""");

        for (var command : List.of("run", "resync", "redrive", "cancel")) {
            var said = notes.people(command);
            assertEquals(ExitCode.INPUT, said.code(), said.err());
            assertTrue(said.err().contains("which can only be finished: `pg2convex reset` goes on with it"), said.err());
        }
        var said = notes.people("reset");
        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertTrue(said.err().contains("Going on with the reset of"), said.err());
        assertForgotten();
    }

    @Test
    void cleanup_oneOfTwoMappings_leavesTheOtherAndTheSchema() throws Exception {
        var said = notes.people("cleanup", "--yes");

        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        assertTrue(said.err().contains("The schema pg2convex stays"), said.err());
        assertTrue(said.out().contains("import { pg2convexTables } from \"./pg2convex/tables\";"), said.out());
        assertTrue(said.out().contains("...pg2convexTables,") && said.out().contains("CONVEX_DEPLOY_KEY"), said.out());
        assertForgotten();
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.mapping_version WHERE mapping = 'people'"));
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.run WHERE mapping = 'people'"));

        var last = notes.said("tags", "cleanup", "--yes");
        assertEquals(ExitCode.CLEAN, last.code(), last.err());
        assertTrue(last.err().contains("The schema pg2convex was dropped"), last.err());
        assertFalse(site.hasStore(notes.database));
        for (var table : OWN) {
            assertEquals(0, convex.count(table), table);
        }
        assertEquals(List.of(2L, 3L, 1L), List.of(convex.count("people"), convex.count("notes"), convex.count("tags")));
        assertEquals(ExitCode.CLEAN, notes.said("tags", "cleanup", "--yes").code(), "nothing is left to do");
        assertFalse(site.hasStore(notes.database));
    }

    @Test
    void cleanup_withBatchesInDoubt_isRefused() throws Exception {
        notes.sql("""
                INSERT INTO pg2convex.intent (batch_id, run_id, page_id, table_name, row_keys, row_ops, row_documents, row_hashes, late)
                SELECT gen_random_uuid(), run_id, id, table_name, '{}', '{}', '{}', '{}', 0 FROM pg2convex.page
                WHERE run_id = (SELECT id FROM pg2convex.run WHERE mapping = 'people') LIMIT 1""");

        var said = notes.people("cleanup", "--yes");

        assertEquals(ExitCode.INPUT, said.code(), said.err());
        assertTrue(said.err().contains("1 batches were sent and never answered"), said.err());
        assertEquals(2, convex.count("pg2convex_fences"));
    }

    /** Of the mapping people, and of no other. */
    private void assertForgotten() throws Exception {
        assertEquals(1, convex.count("pg2convex_fences"));
        assertEquals(0, convex.count("pg2convex_owners"));
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.id_mapping WHERE table_name <> 'tags'"));
        assertEquals(1, notes.count("SELECT count(*) FROM pg2convex.id_mapping"));
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.run WHERE mapping = 'people' AND kind <> 'reset'"));
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.intent WHERE state = 'open'"));
    }
}
