package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.engine.PlantedConvex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of finding with its key and the line to change, samples, and input that is wrong on both sides. */
@ExtendWith(SharedSite.class)
class PlanFindingsTest {
    private static int made;

    @TempDir
    private Path folder;
    private Site site;
    private LocalConvexServer convex;
    private Path file;
    private String database;

    @BeforeEach
    void start(Site shared) throws Exception {
        site = shared;
        convex = site.emptyNotes();
        file = folder.resolve("mapping.yaml");
        database = "plan_" + ++made;
        site.database.createDatabase(database);
    }

    @Test
    void plan_oneOfEachKind_namesTheKeyAndTheLine() throws Exception {
        site.sql(database, """
                CREATE TABLE people (id integer PRIMARY KEY, login text NOT NULL, name text, credits numeric);
                INSERT INTO people VALUES (1, 'a', 'n1', 1), (2, 'a', 'n2', 1), (3, 'b', 'n3', 1), (4, 'c', 'n3', 1),
                    (5, 'd', 'n5', 0.12345678901234567890123);
                CREATE TABLE notes (id integer PRIMARY KEY, person_id integer, body jsonb, extra text);
                INSERT INTO notes VALUES (1, 1, '1', 'x'), (2, 99, '1', 'x'), (3, 4, '1', 'x'), (4, 1, '{"$a": 1}', 'x'),
                    (5, 1, (repeat('[', 40) || repeat(']', 40))::jsonb, 'x'), (6, 1, to_jsonb(array_fill(1, ARRAY[9000])), 'x'),
                    (7, 1, (SELECT jsonb_object_agg('k' || n, 1) FROM generate_series(1, 1100) AS n), 'x'),
                    (8, 1, jsonb_build_object(repeat('k', 1100), 1), 'x'), (9, 1, '1', repeat('x', 1100000));
                CREATE TABLE badges (id integer PRIMARY KEY, code integer, title timestamptz);
                INSERT INTO badges VALUES (1, 1, now()), (2, 0, now()), (3, 1, 'infinity');
                CREATE TABLE tags (id integer PRIMARY KEY, label text, weight integer);""");
        try (var planted = new PlantedConvex(convex.url(), convex.deployKey())) {
            planted.insert("tags", List.of(Map.of("label", Site.VALUE)));
        }
        var mapping = """
                name: kinds
                tables:
                  people:
                    match: { fields: [login], index: by_login, onMatch: update }
                    fields:
                      login: { column: login, unique: warn }
                      name: { column: name, unique: reject }
                      credits: { column: credits, as: number }
                  notes:
                    fields:
                      person: { column: person_id, ref: people }
                      body: { column: body, keys: reject }
                      extra: extra
                  badges:
                    fields:
                      code: { sql: "10 / code" }
                      title: title
                  tags:
                    fields:
                      label: label
                """;

        var said = plan(mapping, "--json");

        assertEquals(ExitCode.FINISHED_WITH_PROBLEMS, said.code(), said.err());
        assertEquals(Set.of("people.login not_unique 2 rows, row 1, line 6", "people.login duplicate_natural_key 2 rows, row 1, line 3",
                "people.name duplicate_value 1 rows, row 4, line 7", "people.credits number_precision 1 rows, row 5, line 8",
                "notes.person orphan 1 rows, row 2, line 11", "notes.person parent_rejected 1 rows, row 3, line 11",
                "notes.body forbidden_key 1 rows, row 4, line 12", "notes.body too_deep 1 rows, row 5, line 12",
                "notes.body array_too_long 1 rows, row 6, line 12", "notes.body too_many_fields 1 rows, row 7, line 12",
                "notes.body key_too_long 1 rows, row 8, line 12", "notes.extra document_too_large 1 rows, row 9, line 13",
                "badges.code invalid_value 1 rows, row 2, line 16", "badges.title timestamp_range 1 rows, row 3, line 17",
                "tags not_empty 0 rows, line 18"), findings(said));
        for (var finding : said.json().path("findings")) {
            assertFalse(finding.path("advice").asString().isBlank(), finding.toString());
        }
        assertFalse((said.out() + said.err()).contains(Site.VALUE));
        assertFalse(site.hasStore(database));

        var run = command("run", mapping.replaceFirst("(?s)  tags:.*", ""), "--no-verify", "--json");
        assertEquals(run.json().path("rejectedByReason"), said.json().path("rejectedByReason"), run.err());
    }

    @Test
    void plan_policiesThatRejectNothing_areNotes() throws Exception {
        site.sql(database, """
                CREATE TABLE people (id integer PRIMARY KEY, login text);
                INSERT INTO people VALUES (1, 'a');
                CREATE TABLE notes (id integer PRIMARY KEY, person_id integer, body jsonb, parent_id integer);
                INSERT INTO notes VALUES (1, 1, '{"$a": {"ü": 1}, "b": 1}', NULL), (2, 99, '1', 1), (3, 1, '{"$a": 1}', 2);""");
        var said = plan("""
                name: policies
                tables:
                  people:
                    fields: { login: login }
                  notes:
                    fields:
                      person: { column: person_id, ref: people, orphan: omit }
                      body: { column: body, keys: escape }
                      extra: { column: parent_id, ref: notes }
                """, "--json");
        assertEquals(ExitCode.CLEAN, said.code(), said.out() + said.err());
        var notes = said.json().path("notes").toString();
        assertTrue(notes.contains(":7:7: notes.person: 1 rows have no parent in the source and go without the field, such as row 2"),
                notes);
        assertTrue(notes.contains(":8:7: notes.body: 3 object keys in 2 rows are escaped, such as in row 1"), notes);
        assertTrue(notes.contains("notes: its references in a cycle are approximated"), notes);
        assertEquals(1, said.json().path("tables").path("notes").path("secondBatches").asLong());
        assertEquals(3, said.json().path("cost").path("batches").asLong(), "one for each table, and one for the cycle");
    }

    @Test
    void plan_moreRowsThanAskedFor_takesASampleAndSaysSo() throws Exception {
        site.sql(database,
                """
                        CREATE TABLE tags (id integer PRIMARY KEY, label text, weight numeric);
                        INSERT INTO tags SELECT n, 'label', CASE WHEN n % 7 = 0 THEN 0.12345678901234567890123 ELSE n END FROM generate_series(1, 20000) AS n;
                        ANALYZE tags;""");
        var mapping = """
                name: sampled
                tables:
                  tags:
                    where: "id <= 10000"
                    fields: { label: label, weight: { column: weight, as: number } }
                """;
        var exact = plan(mapping, "--json", "--rows", "10000").json().path("tables").path("tags");
        assertFalse(exact.path("sampled").asBoolean());
        assertEquals(10_000, exact.path("rows").asLong());
        assertEquals(1_428, exact.path("rejected").asLong());
        assertEquals(exact, plan(mapping, "--json", "--rows", "0").json().path("tables").path("tags"));

        var said = plan(mapping, "--json", "--rows", "1000");

        var sampled = said.json().path("tables").path("tags");
        assertTrue(sampled.path("sampled").asBoolean());
        assertFalse(said.json().path("exact").asBoolean());
        assertEquals(1_000, sampled.path("looked").asLong());
        assertEquals(10_000, sampled.path("rows").asLong());
        assertEquals(1_420, sampled.path("rejected").asLong(), "each 70th row, ten times");
        assertTrue(said.json().path("findings").path(0).path("estimated").asBoolean());
        assertTrue(said.err().contains("a sample: 1,000 of about 10,000 rows, scaled up"), said.err());
        assertTrue(said.err().contains("number_precision: ~1,420 rows, such as 70"), said.err());
        assertEquals(exact.path("batches"), sampled.path("batches"));
    }

    @Test
    void plan_estimateFarTooHigh_looksAtMoreOfThem() throws Exception {
        site.sql(database, """
                CREATE TABLE tags (id integer PRIMARY KEY, label text) WITH (autovacuum_enabled = false);
                INSERT INTO tags SELECT n, 'label' FROM generate_series(1, 20000) AS n;
                ANALYZE tags;
                DELETE FROM tags WHERE id > 3000;""");
        var said = plan("name: stale\ntables:\n  tags:\n    fields: { label: label }\n", "--json", "--rows", "1000");
        var tags = said.json().path("tables").path("tags");
        assertTrue(tags.path("looked").asLong() >= 500, said.out());
        assertEquals(3_000, tags.path("rows").asLong());
    }

    @Test
    void plan_conditionThatFailsForARow_isInput() throws Exception {
        site.sql(database, "CREATE TABLE tags (id integer PRIMARY KEY, label text); INSERT INTO tags VALUES (1, '" + Site.VALUE + "')");
        var said = plan("name: failing\ntables:\n  tags:\n    where: \"label::int > 0\"\n    fields: { label: label }\n");
        assertEquals(ExitCode.INPUT, said.code(), said.out());
        assertTrue(said.err().contains("table tags"), said.err());
        assertFalse(said.err().contains(Site.VALUE));
    }

    @Test
    void plan_wrongOnBothSides_saysAllOfIt() throws Exception {
        site.sql(database,
                "CREATE TABLE tags (id integer PRIMARY KEY, label text, weight integer); CREATE TABLE letters (id integer PRIMARY KEY)");
        var mapping = """
                name: wrong
                tables:
                  tags:
                    fields:
                      label: labl
                      colour: weight
                  letters:
                    fields: { id: id }
                """;
        var said = plan(mapping);
        assertEquals(ExitCode.INPUT, said.code());
        assertTrue(said.err().contains(file + ":5:"), said.err());
        assertTrue(said.err().contains("`labl`"), said.err());
        assertTrue(said.err().contains(file + ":6:7: tags.colour: the Convex table has no field `colour`"), said.err());
        assertTrue(said.err().contains(file + ":7:3: letters: the Convex schema has no table `letters`"), said.err());
        assertEquals("", said.out());

        Files.writeString(file, mapping);
        var unreachable = Said.by(environment(Map.of("POSTGRES_URL", "postgresql://u@127.0.0.1:1/d", "CONVEX_URL", "http://127.0.0.1:1")),
                "plan", "--mapping", file.toString());
        assertEquals(ExitCode.INPUT, unreachable.code());
        assertEquals(2, unreachable.err().lines().filter(line -> line.contains("127.0.0.1:1") && !line.startsWith("Target")).count(),
                unreachable.err());

        var malformed = Said.by(environment(Map.of("POSTGRES_URL", "mysql://h/d", "CONVEX_URL", "happy")), "plan", "--mapping",
                folder.resolve("none.yaml").toString());
        assertEquals(ExitCode.INPUT, malformed.code());
        for (var part : List.of("there is no mapping file", "POSTGRES_URL", "happy")) {
            assertTrue(malformed.err().contains(part), malformed.err());
        }
    }

    private Set<String> findings(Said said) {
        var found = new TreeSet<String>();
        for (var each : said.json().path("findings")) {
            var at = each.path("at").asString();
            assertTrue(at.startsWith(file + ":"), at);
            found.add(each.path("table").asString() + (each.has("field") ? "." + each.path("field").asString() : "") + " "
                    + each.path("code").asString() + " " + each.path("rows").asLong() + " rows"
                    + (each.has("key") ? ", row " + each.path("key").asString() : "") + ", line "
                    + at.substring(file.toString().length() + 1).split(":", -1)[0]);
        }
        return found;
    }

    private Said plan(String mapping, String... more) throws Exception {
        return command("plan", mapping, more);
    }

    private Said command(String command, String mapping, String... more) throws Exception {
        Files.writeString(file, mapping);
        var arguments = new ArrayList<>(List.of(command, "--mapping", file.toString()));
        arguments.addAll(List.of(more));
        return Said.by(environment(Map.of()), arguments.toArray(String[]::new));
    }

    private Environment environment(Map<String, String> other) {
        var variables = new HashMap<>(
                Map.of("POSTGRES_URL", site.database.url(database), "CONVEX_URL", convex.url(), "CONVEX_DEPLOY_KEY", convex.deployKey()));
        variables.putAll(other);
        return new Environment(folder, variables);
    }
}
