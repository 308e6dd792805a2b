package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceReader.Collision;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresReaderTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase(
            "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, tenant int, code text, UNIQUE (tenant, code))",
            "INSERT INTO users (email, tenant, code) SELECT 'u' || n || '@x.com', n % 10, 'c' || n FROM generate_series(1, 100) n",
            "CREATE TABLE threads (id int PRIMARY KEY, user_id int, tenant int, code text, email text, note text, data jsonb)",
            "INSERT INTO threads VALUES (1, 1, 3, 'c13', 'u5@x.com', 'ok', '{\"a\": 1}'), (2, 999, 3, 'c14', 'none', '', NULL), "
                    + "(3, NULL, NULL, 'c13', NULL, NULL, '[]'), (4, 50, 3, NULL, 'u1@x.com', 'x', '{\"b\": 2}')",
            "CREATE TABLE numbers (n int PRIMARY KEY, divisor int NOT NULL, text text)",
            "INSERT INTO numbers SELECT n, CASE WHEN n IN (37, 38, 90) THEN 0 ELSE n END, 'text ' || n FROM generate_series(1, 100) n",
            "CREATE TABLE long (id int PRIMARY KEY, body text)",
            "INSERT INTO long SELECT n, repeat('é', 10000) FROM generate_series(1, 40) n",
            "CREATE TABLE names (id int PRIMARY KEY, name text)", "CREATE TABLE base (id int PRIMARY KEY, name text)",
            "CREATE TABLE derived (PRIMARY KEY (id)) INHERITS (base)", "INSERT INTO base VALUES (1, 'base')",
            "INSERT INTO derived VALUES (1, 'derived'), (2, 'derived')", "CREATE TABLE refers (id int PRIMARY KEY, base_id int)",
            "INSERT INTO refers VALUES (1, 1), (2, 2)",
            "INSERT INTO names VALUES (1, 'ana'), (2, 'bob'), (3, 'ana'), (4, NULL), (5, NULL), (6, 'ana'), (7, 'Bob'), (8, 'bob')");

    private static List<String> keys(List<SourceRow> rows) {
        return rows.stream().map(SourceRow::key).toList();
    }

    private static Cell parent(String key) {
        return new Cell.Parent(key);
    }

    @Test
    void read_moreThanMaxRows_goesOnFromNext() {
        TablePlan plan = DB.plan("users").column("email").build();
        var seen = new ArrayList<String>();
        KeyRange range = new KeyRange(Optional.of("10"), Optional.of("45"));
        for (Optional<String> next = Optional.of("10"); next.isPresent();) {
            var slice = DB.reader().read(plan, range.beyond(next.get()), 10, 1 << 20);
            assertTrue(slice.rows().size() <= 10);
            seen.addAll(keys(slice.rows()));
            next = slice.next();
        }
        assertEquals(java.util.stream.IntStream.rangeClosed(11, 45).mapToObj(String::valueOf).toList(), seen);
    }

    @Test
    void read_exactlyMaxRows_isExhausted() {
        var slice = DB.reader().read(DB.plan("names").column("name").build(), KeyRange.ALL, 8, 1 << 20);
        assertEquals(8, slice.rows().size());
        assertEquals(Optional.empty(), slice.next());
    }

    @Test
    void read_tableThatOthersInheritFrom_hasItsOwnRowsOnly() {
        TablePlan base = DB.plan("base").column("name").build();
        var slice = DB.reader().read(base, KeyRange.ALL, 8, 1 << 20);
        assertEquals(List.of(new SourceRow("1", List.of(new Cell.Present(new Value.Text("base"))))), slice.rows());
        assertEquals(Set.of("1"), DB.reader().existing(base, List.of("1", "2")));
        assertEquals(List.of("1", "2"), keys(DB.reader().read(DB.plan("derived").column("name").build(), KeyRange.ALL, 8, 1 << 20).rows()));
        var refers = DB.plan("refers").ref(List.of("base_id"), "base", List.of("id")).build();
        assertEquals(List.of(parent("1"), new Cell.Orphan()),
                DB.reader().read(refers, KeyRange.ALL, 8, 1 << 20).rows().stream().map(row -> row.cells().getFirst()).toList());
    }

    @Test
    void read_emptyRange_isEmpty() {
        var slice = DB.reader().read(DB.plan("names").column("name").build(), new KeyRange(Optional.of("8"), Optional.empty()), 8, 1);
        assertEquals(List.of(), slice.rows());
        assertEquals(Optional.empty(), slice.next());
    }

    @Test
    void read_moreThanMaxBytes_stopsButNotBeforeOneRow() {
        TablePlan plan = DB.plan("long").column("body").build();
        var slice = DB.reader().read(plan, KeyRange.ALL, 1_000, 45_000);
        assertEquals(List.of("1", "2", "3", "4", "5"), keys(slice.rows()));
        assertEquals(Optional.of("5"), slice.next());
        var single = DB.reader().read(plan, KeyRange.ALL, 1_000, 1);
        assertEquals(List.of("1"), keys(single.rows()));
        assertEquals(40, DB.reader().read(plan, KeyRange.ALL, 1_000, 1 << 30).rows().size());
    }

    @Test
    void read_references_findsParentsByKeyUniqueColumnAndSeveralColumns() {
        TablePlan plan = DB.plan("threads")
                .ref(List.of("user_id"), "users", List.of("id"))
                .ref(List.of("email"), "users", List.of("email"))
                .ref(List.of("tenant", "code"), "users", List.of("tenant", "code"))
                .column("note")
                .build();
        var rows = DB.reader().read(plan, KeyRange.ALL, 10, 1 << 20).rows();
        assertEquals(List.of(parent("1"), parent("5"), parent("13"), new Cell.Present(new Value.Text("ok"))), rows.get(0).cells());
        assertEquals(List.of(new Cell.Orphan(), new Cell.Orphan(), new Cell.Orphan(), new Cell.Present(new Value.Text(""))),
                rows.get(1).cells());
        assertEquals(List.of(new Cell.Absent(), new Cell.Absent(), new Cell.Absent(), new Cell.Absent()), rows.get(2).cells());
        assertEquals(List.of(parent("50"), parent("1"), new Cell.Absent(), new Cell.Present(new Value.Text("x"))), rows.get(3).cells());
    }

    @Test
    void read_parentOutsideOfItsWhere_isOrphan() {
        TablePlan plan = DB.plan("threads").ref(List.of("user_id"), "users", List.of("id"), "id < 10 -- only the first").build();
        var rows = DB.reader().read(plan, KeyRange.ALL, 10, 1 << 20).rows();
        assertEquals(List.of(parent("1")), rows.get(0).cells());
        assertEquals(List.of(new Cell.Orphan()), rows.get(3).cells());
    }

    @Test
    void read_where_holdsEverywhere() {
        TablePlan plan = DB.plan("threads").column("note").where("data ? 'a' or id = 3").build();
        assertEquals(List.of("1", "3"), keys(DB.reader().read(plan, KeyRange.ALL, 10, 1 << 20).rows()));
        assertEquals(List.of("1"), keys(DB.reader().readKeys(plan, List.of("1", "2", "77"))));
        assertEquals(Set.of("3"), DB.reader().existing(plan, List.of("2", "3", "4")));
        assertEquals(List.of("1", "3"), DB.reader().borders(plan, Optional.empty(), 1, 10));
        assertEquals(2, DB.reader().estimateRows(plan));
    }

    @Test
    void read_expressions_areComputedByPostgres() {
        TablePlan plan = DB.plan("threads")
                .sql("name", "upper(coalesce(note, 'none')) || ' ?'")
                .sql("half", "threads.id / 2.0")
                .sql("has", "data ? 'a'")
                .build();
        var rows = DB.reader().read(plan, KeyRange.ALL, 10, 1 << 20).rows();
        assertEquals(List.of(new Cell.Present(new Value.Text("OK ?")), new Cell.Present(new Value.Text("0.50000000000000000000")),
                new Cell.Present(new Value.Bool(true))), rows.get(0).cells());
        assertEquals(new Cell.Absent(), rows.get(1).cells().get(2));
    }

    @Test
    void read_expressionFailsForSomeRows_marksThoseAndReadsTheOthers() {
        TablePlan plan = DB.plan("numbers").sql("quotient", "100 / divisor").column("text").sql("ok", "n + 1").build();
        var seen = new ArrayList<SourceRow>();
        Optional<String> next = Optional.of("0");
        while (next.isPresent()) {
            var slice = DB.reader().read(plan, KeyRange.ALL.beyond(next.get()), 100, 1 << 20);
            assertFalse(slice.rows().isEmpty());
            seen.addAll(slice.rows());
            next = slice.next();
        }
        assertEquals(100, seen.size());
        for (SourceRow row : seen) {
            boolean bad = List.of("37", "38", "90").contains(row.key());
            assertEquals(bad ? new Cell.Unfit("invalid_value")
                    : new Cell.Present(new Value.Float64(Math.floorDiv(100, Integer.parseInt(row.key())))), row.cells().get(0));
            assertEquals(new Cell.Present(new Value.Text("text " + row.key())), row.cells().get(1));
            assertEquals(new Cell.Present(new Value.Float64(Integer.parseInt(row.key()) + 1)), row.cells().get(2));
        }
        assertEquals(Set.of("36", "37", "38"), Set.copyOf(keys(DB.reader().readKeys(plan, List.of("36", "37", "38")))));
    }

    @Test
    void read_conditionFailsForARow_saysSoWithoutTheValue() {
        TablePlan plan = DB.plan("names").where("name::int > 0").sql("s", "'x'").build();
        var e = assertThrows(CategorizedException.class, () -> DB.reader().read(plan, KeyRange.ALL, 10, 100));
        assertEquals(Failure.DETERMINISTIC, e.failure());
        assertEquals("reading table names: the database cannot compute it for some row (SQLSTATE 22P02)", e.getMessage());
        assertEquals("SQLSTATE 22P02", e.getCause().getMessage());
    }

    @Test
    void collisions_equalValues_firstByKeyOfEach() {
        var found = new ArrayList<Collision>();
        DB.reader().collisions(DB.plan("names").column("name").build(), "name", found::add);
        assertEquals(List.of(new Collision("1", true), new Collision("2", true), new Collision("3", false), new Collision("6", false),
                new Collision("8", false)), found);
    }

    /** Postgres takes it for neither null nor not null. */
    @Test
    void collisions_compositesWithANullInside_areFound() {
        DB.execute("CREATE TYPE duo AS (a int, b int)", "CREATE TABLE duos (id int PRIMARY KEY, duo duo)",
                "INSERT INTO duos VALUES (1, '(1,)'), (2, '(1,)'), (3, NULL), (4, NULL)");
        var found = new ArrayList<Collision>();
        DB.reader().collisions(DB.plan("duos").column("duo").build(), "duo", found::add);
        assertEquals(List.of(new Collision("1", true), new Collision("2", false)), found);
    }

    @Test
    void duplicates_severalFields_togetherAndNullsAreEqual() {
        DB.execute("CREATE TABLE pairs (id int PRIMARY KEY, a text, b numeric)",
                "INSERT INTO pairs VALUES (1, 'x', 1), (2, 'x', 2), (3, 'x', 1.0), (4, NULL, 1), (5, NULL, 1), (6, 'X', 1)");
        TablePlan plan = DB.plan("pairs").column("a").column("b").build();
        var found = new ArrayList<Collision>();
        DB.reader().duplicates(plan, List.of("a"), found::add);
        assertEquals(List.of(new Collision("1", true), new Collision("2", false), new Collision("3", false), new Collision("4", true),
                new Collision("5", false)), found);
        found.clear();
        DB.reader().duplicates(plan, List.of("a", "b"), found::add);
        assertEquals(List.of(new Collision("4", true), new Collision("5", false)), found, "1 and 1.0 are different strings");
    }

    @Test
    void borders_everyNthKey_upToTheNumberAskedFor() {
        TablePlan plan = DB.plan("users").column("email").build();
        assertEquals(List.of("30", "60", "90"), DB.reader().borders(plan, Optional.empty(), 30, 10));
        assertEquals(List.of("30", "60"), DB.reader().borders(plan, Optional.empty(), 30, 2));
        assertEquals(List.of("90"), DB.reader().borders(plan, Optional.of("60"), 30, 2));
        assertEquals(List.of(), DB.reader().borders(plan, Optional.of("90"), 30, 2));
    }

    @Test
    void estimateRows_neverAnalyzed_counts() {
        DB.execute("CREATE TABLE fresh (id int PRIMARY KEY)", "INSERT INTO fresh SELECT generate_series(1, 77)");
        TablePlan plan = DB.plan("fresh").build();
        assertEquals(77, DB.reader().estimateRows(plan));
        DB.execute("ANALYZE fresh");
        assertEquals(77, DB.reader().estimateRows(plan));
    }

    @Test
    void readKeys_noKeys_asksNothing() {
        TablePlan plan = DB.plan("users").build();
        assertEquals(List.of(), DB.reader().readKeys(plan, List.of()));
        assertEquals(Set.of(), DB.reader().existing(plan, Set.of()));
    }

    @Test
    void read_tableIsGone_isConfiguration() {
        DB.execute("CREATE TABLE gone (id int PRIMARY KEY)");
        TablePlan plan = DB.plan("gone").build();
        DB.execute("DROP TABLE gone");
        var e = assertThrows(CategorizedException.class, () -> DB.reader().read(plan, KeyRange.ALL, 10, 100));
        assertEquals(Failure.CONFIGURATION, e.failure());
        assertEquals("reading table gone: the database refuses the statement: relation \"public.gone\" does not exist (SQLSTATE 42P01)",
                e.getMessage());
    }

    @Test
    void read_roleSeesPartOfTheTable_isAnError() {
        DB.execute("CREATE ROLE part LOGIN", "CREATE TABLE guarded (id int PRIMARY KEY)", "INSERT INTO guarded VALUES (1), (2)",
                "GRANT SELECT ON guarded TO part", "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY a_part ON guarded USING (id = 1)");
        TablePlan plan = DB.plan("guarded").build();
        try (var pool = dev.pg2convex.postgres.Postgres.dataSource(
                dev.pg2convex.postgres.PostgresUrl.parse("postgresql://part@" + DB.url().label().replaceFirst(".*@", "")), 1, "part")) {
            var e = assertThrows(CategorizedException.class, () -> new PostgresReader(pool).read(plan, KeyRange.ALL, 10, 100));
            assertEquals("database_permission", e.code());
        }
    }
}
