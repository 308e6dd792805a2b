package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.protocol.PageOutcome;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deletes follow the source, and never touch what the application had before. */
final class DeletePageTest {
    @RegisterExtension
    static final Migrations MIGRATIONS = new Migrations();

    private TestMigration migration;
    private Workers workers;

    @BeforeEach
    void load() {
        migration = MIGRATIONS.migration(Workers.TUNING);
        workers = new Workers(migration);
        migration.sql("INSERT INTO person SELECT n, n || '@x', 'name ' || n, null FROM generate_series(1, 25) n");
        migration.target().put("people", Map.of("email", new Value.Text("2@x"), "plan", new Value.Text("gold")));
        migration.begin();
        workers.load("people");
        migration.begin();
    }

    @Test
    void delete_goneRows_losesTheirDocumentsOnly() {
        migration.sql("DELETE FROM person WHERE id IN (1, 11, 25)");

        delete();

        assertEquals(22, migration.target().all("people").size());
        assertEquals(Set.of(), commonWith(Set.of("1", "11", "25")));
        assertEquals(22, migration.ids("people").size());
        var counts = migration.ports().runs().progress(migration.run().id()).tables().getFirst().counts();
        assertEquals(3, counts.deleted());
    }

    @Test
    void delete_nothingGone_writesNothing() {
        int writes = migration.target().writes().size();

        delete();

        assertEquals(writes, migration.target().writes().size());
    }

    @Test
    void delete_rowOfAnAdoptedDocument_unlinksItAndLeavesIt() {
        migration.sql("DELETE FROM person WHERE id = 2");

        delete();

        assertEquals("2@x", migration.texts("people", "email").getFirst());
        assertEquals(25, migration.target().all("people").size());
        assertEquals(24, migration.ids("people").size());
    }

    @Test
    void delete_unlinkedDocumentWhoseRowReturns_isAdoptedAgain() {
        migration.sql("DELETE FROM person WHERE id = 2");
        delete();
        migration.sql("INSERT INTO person VALUES (2, '2@x', 'back', null)");
        migration.begin();

        workers.load("people");

        assertEquals(25, migration.target().all("people").size());
        assertEquals("back", migration.texts("people", "name").getFirst());
    }

    @Test
    void delete_documentGoneAlready_isFine() {
        migration.target().remove("people", migration.id("people", 1));
        migration.sql("DELETE FROM person WHERE id = 1");

        delete();

        assertEquals(24, migration.ids("people").size());
    }

    @Test
    void delete_processDiesAfterTheWrite_nextLeaseSettles() {
        migration.sql("DELETE FROM person WHERE id > 20");
        long page = migration.page(Stage.Kind.DELETE, "people");
        migration.target().failing(Call.WRITE, Fault.CRASH_AFTER);
        assertThrows(Fault.Crash.class, () -> workers.run(page));
        migration.expireLeases();

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertEquals(20, migration.target().all("people").size());
        assertEquals(20, migration.ids("people").size());
        assertEquals(List.of(), migration.ports().intents().open(migration.mapping(), migration.run().target(), 10));
    }

    @Test
    void delete_tableEmptiedAfterItWasPlanned_stopsAtTheLimitUntilTheRowsAreBack() {
        migration.sql("INSERT INTO person SELECT n, n || '@x', 'name ' || n, null FROM generate_series(26, 200) n");
        workers.load("people");
        migration.begin();
        long page = migration.page(Stage.Kind.DELETE, "people");
        migration.sql("CREATE TABLE kept AS SELECT * FROM person; TRUNCATE person");

        var stopped = assertInstanceOf(PageOutcome.Stopped.class, workers.run(page));

        assertEquals("delete_guard", stopped.reason().code());
        assertEquals(Run.State.PAUSED, migration.run().state());
        assertEquals(100, migration.ids("people").size());
        migration.sql("INSERT INTO person SELECT * FROM kept; DROP TABLE kept");
        migration.ports().runs().activate(migration.run().id());
        assertEquals(new PageOutcome.Served("done"), workers.run(page));
        assertEquals(100, migration.ids("people").size());
    }

    @Test
    void delete_tableEmptiedAfterItWasPlannedAndDeletesAllowed_deletesAll() {
        migration.sql("INSERT INTO person SELECT n, n || '@x', 'name ' || n, null FROM generate_series(26, 200) n");
        workers.load("people");
        migration.begin();
        migration.sql("UPDATE pg2convex.run SET allow_deletes = true; TRUNCATE person");

        delete();

        assertEquals(0, migration.ids("people").size());
    }

    @Test
    void delete_batchesThatNeverArrived_takeNothingOfTheLimit() {
        migration.sql("INSERT INTO person SELECT n, n || '@x', 'name ' || n, null FROM generate_series(26, 100) n");
        workers.load("people");
        migration.begin();
        long page = migration.page(Stage.Kind.DELETE, "people");
        migration.sql("TRUNCATE person");
        migration.target().failing(Call.WRITE, Fault.NONE, Fault.CRASH_BEFORE);
        assertThrows(Fault.Crash.class, () -> workers.run(page));
        migration.expireLeases();

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertEquals(0, migration.ids("people").size());
    }

    private void delete() {
        assertEquals(new PageOutcome.Served("done"), workers.run(migration.page(Stage.Kind.DELETE, "people")));
    }

    private Set<String> commonWith(Set<String> keys) {
        var common = new java.util.HashSet<>(migration.ids("people").keySet());
        common.retainAll(keys);
        return common;
    }
}
