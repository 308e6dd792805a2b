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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The commands for a part of the tables, and for a look that changes nothing. */
@ExtendWith(SharedSite.class)
@Execution(ExecutionMode.CONCURRENT)
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
        var json = resync.json();
        assertEquals(List.of("notes"), List.copyOf(json.path("tables").propertyNames()));
        assertEquals(List.of(1, 1, 2),
                List.of(json.path("inserted").asInt(), json.path("updated").asInt(), json.path("unchanged").asInt()));
        assertEquals(4, json.path("tables").path("notes").path("compared").asInt());
        assertTrue(resync.err().contains("Not looked at: every table but notes."), resync.err());
        assertEquals(0, notes.count(
                "SELECT count(*) FROM pg2convex.page WHERE run_id = '" + json.path("run").asString() + "' AND table_name <> 'notes'"));
        assertEquals(2, convex.count("people"));
        assertEquals(4, convex.count("notes"));

        var rest = notes.people("run", "--no-verify", "--json").json();
        assertEquals(List.of(1, 2, 4),
                List.of(rest.path("inserted").asInt(), rest.path("updated").asInt(), rest.path("unchanged").asInt()));
    }

    @Test
    void resync_keys_touchesTheseRowsAlone() throws Exception {
        deletePeople();
        notes.sql("INSERT INTO people VALUES (3, 'p3', NULL, 1), (4, 'p4', NULL, 1)");
        assertEquals(ExitCode.CLEAN, notes.people("run", "--no-verify").code());
        notes.sql("UPDATE people SET credits = 99; DELETE FROM people WHERE id IN (3, 4); INSERT INTO people VALUES (5, 'p5', NULL, 1)");
        var document = documentOf("people", "1");

        var resync = notes.people("resync", "--table", "people", "--keys", "1,03,7", "--keys", "5", "--json");

        assertEquals(ExitCode.CLEAN, resync.code(), resync.err());
        var json = resync.json();
        assertEquals(List.of(1, 1, 1), List.of(json.path("inserted").asInt(), json.path("updated").asInt(), json.path("deleted").asInt()));
        assertEquals(2, json.path("tables").path("people").path("compared").asInt());
        assertTrue(resync.err().contains("Not looked at: every table but people, and of that all rows but those asked for."), resync.err());
        assertEquals(Set.of("1", "2", "4", "5"), keys("people"), "row 3 is gone and was asked for, row 4 was not");
        assertEquals(4, convex.count("people"));
        assertEquals(document, documentOf("people", "1"), "documents are written in place");

        var again = notes.people("resync", "--table", "people", "--keys", "5,1,3,7", "--json").json();
        assertEquals(List.of(0, 0, 0, 2), List.of(again.path("inserted").asInt(), again.path("updated").asInt(),
                again.path("deleted").asInt(), again.path("unchanged").asInt()));
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.intent WHERE run_id = '" + again.path("run").asString() + "'"));
    }

    @Test
    void resync_keysOfRejectedRows_clearsThemAndLeavesParentsAlone() throws Exception {
        notes.sql("INSERT INTO notes VALUES (4, 9, 'no author'), (5, 9, 'no author'), (6, 9, 'no author')");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, notes.people("run", "--no-verify").code());
        notes.sql("DELETE FROM notes WHERE id = 4; UPDATE notes SET person_id = 1 WHERE id = 5; UPDATE people SET credits = 99");

        var resync = notes.people("resync", "--table", "notes", "--keys", "4,5", "--json");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, resync.code(), "row 6 is still set aside");
        assertEquals(List.of(1, 0), List.of(resync.json().path("inserted").asInt(), resync.json().path("updated").asInt()));
        assertEquals(1, notes.count("SELECT count(*) FROM pg2convex.reject WHERE table_name = 'notes' AND key = '6'"));
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.reject WHERE key IN ('4', '5')"));
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, notes.people("resync", "--table", "notes", "--keys", "6").code());
    }

    @Test
    void resync_where_takesTheRowsThatMeetItNowAndDeletesNone() throws Exception {
        deletePeople();
        notes.sql("INSERT INTO people VALUES (3, 'p3', NULL, 50), (4, 'p4', NULL, 1)");
        notes.sql("DELETE FROM people WHERE id = 2; UPDATE people SET name = 'changed'");

        var resync = notes.people("resync", "--table", "people", "--where", "credits < 10 -- few", "--json");

        assertEquals(ExitCode.CLEAN, resync.code(), resync.err());
        assertTrue(resync.err().contains("Rows that are gone meet no condition: their documents are left as they are"), resync.err());
        var json = resync.json();
        assertEquals(List.of(1, 1, 0), List.of(json.path("inserted").asInt(), json.path("updated").asInt(), json.path("deleted").asInt()));
        assertEquals(2, json.path("tables").path("people").path("compared").asInt());
        assertEquals(Set.of("1", "2", "4"), keys("people"));
        var again = notes.people("resync", "--table", "people", "--where", "credits < 10", "--json").json();
        assertEquals(List.of(0, 0, 2),
                List.of(again.path("inserted").asInt(), again.path("updated").asInt(), again.path("unchanged").asInt()));
    }

    @Test
    void resync_wrongPart_saysWhatIsWrong() {
        assertWrong("--keys goes with exactly one --table", "--keys", "1");
        assertWrong("--where goes with exactly one --table", "--where", "true", "--table", "people", "--table", "notes");
        assertWrong("exclude each other", "--table", "people", "--where", "true", "--keys", "1");
        assertWrong("has no table `peple` (--table); did you mean `people`?", "--table", "peple", "--keys", "1");
        assertWrong("`x` is no key of table people; a key of it is id integer", "--table", "people", "--keys", "1,x");
        assertWrong("`[\"1\",\"2\"]` is no key of table people", "--table", "people", "--keys", "[\"1\",\"2\"]");
        assertWrong("is no list of JSON arrays of texts", "--table", "people", "--keys", "[1]");
        assertWrong("Postgres refuses the condition on table people: column \"credts\" does not exist", "--table", "people", "--where",
                "credts > 1");
        var many = IntStream.rangeClosed(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertWrong("--keys takes up to 10000 keys, and these are 10001", "--table", "people", "--keys", many);
    }

    private void assertWrong(String message, String... arguments) {
        var said = notes.people("resync", arguments);
        assertEquals(ExitCode.INPUT, said.code(), said.err());
        assertTrue(said.err().contains(message), said.err());
    }

    /** From now on documents of people whose rows are gone are deleted. */
    private void deletePeople() throws Exception {
        var file = notes.file("people");
        Files.writeString(file, Files.readString(file).replace("  people:\n", "  people:\n    onDelete: delete\n"));
    }

    private Set<String> keys(String table) throws Exception {
        return Set.of(site.text(notes.database, "SELECT string_agg(key, ',') FROM pg2convex.id_mapping WHERE table_name = '" + table + "'")
                .split(","));
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
        assertEquals(1, json.json().path("findings").asInt());
        assertEquals(1, json.json().path("tables").path("people").path("findings").asInt());
        assertFalse((json.out() + json.err()).contains(Site.VALUE), "a value is shown");
    }

    private String documentOf(String table, String key) throws Exception {
        return site.text(notes.database,
                "SELECT document_id FROM pg2convex.id_mapping WHERE table_name = '" + table + "' AND key = '" + key + "'");
    }
}
