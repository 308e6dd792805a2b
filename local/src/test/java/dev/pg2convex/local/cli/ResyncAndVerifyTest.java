package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.engine.PlantedConvex;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands for a part of the tables, and for a look that changes nothing. */
@ExtendWith(SharedSite.class)
class ResyncAndVerifyTest {
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
        assertEquals(ExitCode.CLEAN, notes.people("run", "--no-verify").code());
    }

    @AfterEach
    void close() {
        convex.close();
    }

    @Test
    void resync_oneTable_touchesThatTableAlone() throws Exception {
        notes.sql("UPDATE people SET credits = 2; INSERT INTO people VALUES (3, 'p3', NULL, 1)");
        notes.sql("UPDATE notes SET body = 'changed' WHERE id = 1; INSERT INTO notes VALUES (4, 1, 'new')");

        var resync = notes.people("resync", "--table", "notes", "--json");

        assertEquals(ExitCode.CLEAN, resync.code(), resync.err());
        var json = Notes.json(resync);
        assertEquals(List.of("notes"), List.copyOf(json.path("tables").propertyNames()));
        assertEquals(List.of(1, 1, 2),
                List.of(json.path("inserted").asInt(), json.path("updated").asInt(), json.path("unchanged").asInt()));
        assertEquals(4, json.path("tables").path("notes").path("compared").asInt());
        assertTrue(resync.err().contains("Not looked at: every table but notes."), resync.err());
        assertEquals(0, notes.count(
                "SELECT count(*) FROM pg2convex.page WHERE run_id = '" + json.path("run").asString() + "' AND table_name <> 'notes'"));
        assertEquals(2, convex.count("people"));
        assertEquals(4, convex.count("notes"));

        var rest = Notes.json(notes.people("run", "--no-verify", "--json"));
        assertEquals(List.of(1, 2, 4),
                List.of(rest.path("inserted").asInt(), rest.path("updated").asInt(), rest.path("unchanged").asInt()));
    }

    @Test
    void verify_cleanTarget_exitsZeroAndSaysWhatItCompared() throws Exception {
        var verify = notes.people("verify");

        assertEquals(ExitCode.CLEAN, verify.code(), verify.err());
        assertTrue(verify.out()
                .contains("Verified: every mapped field of 5 rows against their documents, and 5 documents against the rows:"
                        + " no difference."),
                verify.out());
        assertFalse(verify.out().contains(Site.VALUE));
    }

    @Test
    void verify_plantedDifference_exitsOneAndShowsItWithoutValues() throws Exception {
        convex.patch("people", documentOf("people", "1"), Map.of("name", Site.VALUE + " planted"));

        var verify = notes.people("verify");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, verify.code(), verify.err());
        assertTrue(verify.out().lines().anyMatch(line -> line.matches(" +changed +people row 1 field name document \\S+")), verify.out());
        assertTrue(verify.out().contains("1 differences:"), verify.out());
        assertFalse((verify.out() + verify.err()).contains(Site.VALUE), "a value is shown");

        var json = notes.people("verify", "--json");
        assertEquals(1, Notes.json(json).path("findings").asInt());
        assertEquals(1, Notes.json(json).path("tables").path("people").path("findings").asInt());
        assertFalse((json.out() + json.err()).contains(Site.VALUE), "a value is shown");
    }

    private String documentOf(String table, String key) throws Exception {
        return site.text(notes.database,
                "SELECT document_id FROM pg2convex.id_mapping WHERE table_name = '" + table + "' AND key = '" + key + "'");
    }
}
