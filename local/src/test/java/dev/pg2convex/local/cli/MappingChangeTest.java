package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.engine.PlantedConvex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The mapping file is changed between two runs: the next rewrites what the change affects, and takes nothing away unasked. */
@Order(1)
@ExtendWith(SharedSite.class)
@Execution(ExecutionMode.CONCURRENT)
class MappingChangeTest {
    @TempDir
    private Path folder;
    private Notes notes;
    private PlantedConvex convex;

    @BeforeEach
    void migrate(Site site) throws Exception {
        var server = site.emptyNotes();
        convex = new PlantedConvex(server.url(), server.deployKey());
        notes = new Notes(site, folder, server, Map.of());
        notes.sql("INSERT INTO people VALUES (3, 'p3', NULL, NULL)");
        assertEquals(ExitCode.CLEAN, notes.people("run", "--no-verify").code());
        convex.patch("people", id("people", 0), Map.of("extra", "the application's"));
    }

    @AfterEach
    void close() {
        convex.close();
    }

    @Test
    void run_fieldAdded_rewritesItsTableAlone() throws Exception {
        change("credits: credits }", "credits: credits, key: id }");

        assertEquals("0 inserted, 3 updated, 3 unchanged", run());
        assertEquals("1 2 3", values("people", "key"));
        assertEquals("the application's - -", values("people", "extra"));
        assertEquals("0 inserted, 0 updated, 6 unchanged", run());
    }

    @Test
    void run_conversionChanged_rewritesItsTableAlone() throws Exception {
        change("credits: credits }", "credits: { column: credits, as: string } }");

        assertEquals("0 inserted, 2 updated, 4 unchanged", run());
        assertEquals("4 5 -", values("people", "credits"));
    }

    @Test
    void run_defaultChanged_rewritesTheRowsThatItIsFor() throws Exception {
        change("credits: credits }", "credits: { column: credits, default: 7 } }");
        assertEquals("0 inserted, 1 updated, 5 unchanged", run());
        change("default: 7", "default: 8");

        assertEquals("0 inserted, 1 updated, 5 unchanged", run());
        assertEquals("4 5 8", values("people", "credits"));
    }

    @Test
    void run_whereNarrowed_keepsOrDeletesAsForEveryRowThatIsGone() throws Exception {
        change("  people:\n", "  people:\n    where: id < 3\n");
        assertEquals("0 inserted, 0 updated, 5 unchanged", run());
        assertEquals(3, convex.count("people"));
        change("    where: id < 3\n", "    where: id < 3\n    onDelete: delete\n");

        assertEquals("0 inserted, 0 updated, 5 unchanged", run());
        assertEquals(2, convex.count("people"));
    }

    @Test
    void run_fieldRemoved_isAskedFor() throws Exception {
        change(", credits: credits }", " }");

        for (var command : List.of("run", "resync", "redrive")) {
            var said = notes.people(command, "--no-verify");
            assertEquals(ExitCode.INPUT, said.code(), said.err());
            assertTrue(said.err().contains("before: field people.credits; say what becomes of it: --removed keep leaves"), said.err());
        }
        assertEquals("4 5 -", values("people", "credits"));
        assertEquals(ExitCode.CLEAN, notes.people("verify").code(), "a look takes nothing away");
    }

    @Test
    void run_fieldRemovedAndKept_staysInTheDocumentsAndIsNotAskedForAgain() throws Exception {
        change(", credits: credits }", " }");

        run("--removed", "keep");
        assertEquals("4 5 -", values("people", "credits"));
        assertEquals("0 inserted, 0 updated, 6 unchanged", run());
    }

    @Test
    void run_fieldRemovedAndDeleted_isTakenOutOnceAndIsTheApplicationsFromThenOn() throws Exception {
        change(", credits: credits }", " }");

        assertEquals("0 inserted, 3 updated, 3 unchanged", run("--removed", "delete"));
        assertEquals("- - -", values("people", "credits"));
        assertEquals("the application's - -", values("people", "extra"));
        convex.patch("people", id("people", 0), Map.of("credits", 99));
        notes.sql("UPDATE people SET name = 'changed'");
        assertEquals("0 inserted, 3 updated, 3 unchanged", run());
        assertEquals("99 - -", values("people", "credits"));
    }

    @Test
    void run_fieldRenamed_isOneAddedAndOneRemoved() throws Exception {
        change("credits: credits }", "points: credits }");
        assertEquals(ExitCode.INPUT, notes.people("run").code());

        assertEquals("0 inserted, 3 updated, 3 unchanged", run("--removed", "delete"));
        assertEquals("- - -", values("people", "credits"));
        assertEquals("4 5 -", values("people", "points"));
    }

    @Test
    void run_tableRemovedAndDeleted_deletesItsDocumentsAloneEvenWithoutItsSource() throws Exception {
        Files.writeString(notes.file("people"), Files.readString(notes.file("people")).replaceAll("(?s)  notes:.*", ""));
        notes.sql("DROP TABLE notes");
        var mine = convex.insert("notes", List.of(Map.of("body", "the application's")));
        assertEquals(ExitCode.INPUT, notes.people("run").code());

        assertEquals("0 inserted, 0 updated, 3 unchanged", run("--removed", "delete"));
        assertEquals(mine, convex.documents("notes").stream().map(document -> document.path("_id").asString()).toList());
        assertEquals("0 inserted, 0 updated, 3 unchanged", run());
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.written_field WHERE table_name = 'notes'"));
    }

    @Test
    void run_keyKept_isInEveryDocument() throws Exception {
        change("  people:\n", "  people:\n    keepKey: key\n");

        assertEquals("0 inserted, 3 updated, 3 unchanged", run());
        assertEquals("1 2 3", values("people", "key"));
        assertEquals(ExitCode.CLEAN, notes.people("verify").code());
    }

    @Test
    void run_tableRemovedAndKept_isForgotten() throws Exception {
        var before = Files.readString(notes.file("people"));
        Files.writeString(notes.file("people"), Files.readString(notes.file("people")).replaceAll("(?s)  notes:.*", ""));

        assertEquals("0 inserted, 0 updated, 3 unchanged", run("--removed", "keep"));
        assertEquals(3, convex.count("notes"));
        assertEquals(0, notes.count("SELECT count(*) FROM pg2convex.id_mapping WHERE table_name = 'notes'"));
        assertEquals("0 inserted, 0 updated, 3 unchanged", run());

        Files.writeString(notes.file("people"), before);
        var again = notes.people("run");
        assertEquals(ExitCode.INPUT, again.code());
        assertTrue(again.err().contains("table notes in ") && again.err().contains("has documents already"), again.err());
    }

    private String run(String... more) {
        var arguments = new ArrayList<>(List.of("--json", "--no-verify"));
        arguments.addAll(List.of(more));
        var said = notes.people("run", arguments.toArray(String[]::new));
        assertEquals(ExitCode.CLEAN, said.code(), said.err());
        var json = said.json();
        return json.path("inserted").asInt() + " inserted, " + json.path("updated").asInt() + " updated, " + json.path("unchanged").asInt()
                + " unchanged";
    }

    private void change(String before, String after) throws Exception {
        var text = Files.readString(notes.file("people"));
        assertTrue(text.contains(before), text);
        Files.writeString(notes.file("people"), text.replace(before, after));
    }

    private String id(String table, int position) {
        return convex.documents(table).get(position).path("_id").asString();
    }

    /** A field of all documents, oldest first. */
    private String values(String table, String field) {
        return convex.documents(table, field)
                .stream()
                .map(document -> document.path(field).asString("-").replaceFirst("\\.0$", ""))
                .collect(Collectors.joining(" "));
    }
}
