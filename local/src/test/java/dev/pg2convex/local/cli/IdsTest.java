package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Old keys lead to documents and back, one at a time or all as a list. */
@ExtendWith(SharedSite.class)
class IdsTest {
    @TempDir
    private Path folder;
    private Site site;
    private Notes notes;

    @BeforeEach
    void migrate(Site shared) throws Exception {
        site = shared;
        notes = new Notes(site, folder, site.emptyNotes(), Map.of());
        notes.sql("INSERT INTO notes VALUES (10, 99, 'of nobody')");
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, notes.people("run", "--no-verify").code());
    }

    @Test
    void ids_keyOrDocument_leadToEachOther() throws Exception {
        var document = document("people", "2");
        for (var said : List.of(notes.people("ids", "--table", "people", "--key", "2"), notes.people("ids", "--id", document))) {
            assertEquals(ExitCode.CLEAN, said.code(), said.err());
            assertEquals("people 2 " + document, said.out().strip().replaceAll(" +", " "));
        }
        var json = notes.people("ids", "--id", document, "--table", "people", "--json").json();
        assertEquals(List.of("people", "2", document),
                List.of(json.path("table").asString(), json.path("key").asString(), json.path("documentId").asString()));
    }

    @Test
    void ids_nothingFound_exitsOneAndSaysWhy() throws Exception {
        assertNotFound("row 42 of table people has no document: it was never migrated", "--table", "people", "--key", "42");
        assertNotFound("row 10 of table notes has no document: it was set aside", "--table", "notes", "--key", "10");
        assertNotFound("no row has the document " + document("people", "1") + " in notes", "--table", "notes", "--id",
                document("people", "1"));
    }

    private void assertNotFound(String message, String... arguments) {
        var said = notes.people("ids", arguments);
        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said.code());
        assertEquals("", said.out());
        assertTrue(said.err().startsWith("pg2convex: " + message), said.err());
    }

    @Test
    void ids_lists_areInKeyOrderAndTakeTables() throws Exception {
        var csv = notes.people("ids", "--format", "csv", "--table", "notes");
        assertEquals("table,key,documentId\r\n" + row("notes", "1") + row("notes", "2") + row("notes", "3"), csv.out());
        assertEquals("3 rows", csv.err().strip());

        var file = folder.resolve("ids.csv");
        assertEquals("", notes.people("ids", "--format", "csv", "--out", file.toString()).out());
        assertEquals(csv.out() + row("people", "1") + row("people", "2"), Files.readString(file));

        var lines = notes.people("ids", "--format", "jsonl", "--table", "people", "--table", "notes").out().lines().toList();
        assertEquals(5, lines.size());
        assertEquals("{\"table\":\"people\",\"key\":\"1\",\"documentId\":\"" + document("people", "1") + "\"}", lines.get(3));
    }

    @Test
    void ids_compositeKey_isAJsonArrayAndQuotedInCsv() throws Exception {
        var key = "[\"a, b\",\"1\"]";
        notes.sql("UPDATE pg2convex.id_mapping SET key = '" + key + "' WHERE table_name = 'people' AND key = '2'");

        assertTrue(notes.people("ids", "--format", "csv", "--table", "people").out().contains("people,\"[\"\"a, b\"\",\"\"1\"\"]\","));
        assertEquals(ExitCode.CLEAN, notes.people("ids", "--table", "people", "--key", key).code());
    }

    @Test
    void ids_wrongInput_saysWhatGoesTogether() {
        assertWrong("ask for one of these");
        assertWrong("ask for one of these", "--id", "x", "--format", "csv");
        assertWrong("--key goes with exactly one --table", "--key", "1");
        assertWrong("has no table `peple` (--table); did you mean `people`?", "--table", "peple", "--key", "1");
        assertWrong("--format must be csv or jsonl", "--format", "json");
        assertWrong("--json is for one row", "--format", "csv", "--json");
        assertWrong("--out goes with --format", "--id", "x", "--out", "f");
        assertWrong("cannot be written: NoSuchFileException", "--format", "csv", "--out", folder.resolve("no/ids.csv").toString());
    }

    private void assertWrong(String message, String... arguments) {
        var said = notes.people("ids", arguments);
        assertEquals(ExitCode.INPUT, said.code());
        assertTrue(said.err().contains(message), said.err());
    }

    private String row(String table, String key) throws Exception {
        return table + "," + key + "," + document(table, key) + "\r\n";
    }

    private String document(String table, String key) throws Exception {
        return site.text(notes.database,
                "SELECT document_id FROM pg2convex.id_mapping WHERE table_name = '" + table + "' AND key = '" + key + "'");
    }
}
