package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.protocol.PageOutcome;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.IdMappings.Origin;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a load page does to the documents of its rows. */
final class LoadPageTest {
    @RegisterExtension
    static final Migrations MIGRATIONS = new Migrations();

    private TestMigration migration;
    private Workers workers;

    @BeforeEach
    void start() {
        migration = MIGRATIONS.migration(Workers.TUNING);
        workers = new Workers(migration);
        migration.sql("INSERT INTO person VALUES (1, 'a@x', 'Ana', 1.5), (2, 'b@x', null, null)");
        migration.begin();
    }

    @Test
    void load_newRows_areInsertedWithDefaultsAndWithoutNulls() {
        workers.load("people");

        assertEquals(List.of(Map.of("email", text("a@x"), "name", text("Ana"), "score", new Value.Float64(1.5)),
                Map.of("email", text("b@x"), "score", new Value.Float64(0))), migration.target().all("people"));
        assertEquals(Set.of("1", "2"), migration.ids("people").keySet());
    }

    @Test
    void load_lastPageOfTheStage_sendsAdvance() {
        workers.load("people");

        var sent = migration.sender().sent();
        assertEquals(1, sent.size());
        assertEquals(QueueName.CONTROL, sent.getFirst().queue());
        assertEquals(new Message.Advance(migration.run().id(), 0), sent.getFirst().message());
    }

    @Test
    void load_nothingChanged_writesNothing() {
        workers.load("people");
        int writes = migration.target().writes().size();
        migration.begin();

        workers.load("people");

        assertEquals(writes, migration.target().writes().size());
    }

    @Test
    void load_changedRow_updatesItsMappedFieldsOnly() {
        workers.load("people");
        var id = migration.id("people", 1);
        migration.target().set("people", id, "plan", text("gold"));
        migration.sql("UPDATE person SET name = null, score = 2 WHERE id = 1");
        migration.begin();

        workers.load("people");

        assertEquals(Map.of("email", text("a@x"), "score", new Value.Float64(2), "plan", text("gold")),
                migration.target().all("people").getFirst());
        assertEquals(1, migration.target().writes().getLast().operations().size());
        assertEquals(id, migration.id("people", 1));
    }

    @Test
    void load_documentOfTheApplication_isAdoptedNotDoubled() {
        var id = migration.target().put("people", Map.of("email", text("b@x"), "name", text("Old"), "plan", text("gold")));

        workers.load("people");

        assertEquals(2, migration.target().all("people").size());
        assertEquals(Map.of("email", text("b@x"), "score", new Value.Float64(0), "plan", text("gold")),
                migration.target().all("people").getFirst());
        assertEquals(id, migration.id("people", 2));
        assertEquals(Origin.ADOPTED, migration.ids("people").get("2").origin());
    }

    @Test
    void load_changedRowWhoseDocumentIsGone_isRecreated() {
        workers.load("people");
        migration.target().remove("people", migration.id("people", 1));
        migration.sql("UPDATE person SET name = 'Anna' WHERE id = 1");
        migration.begin();

        workers.load("people");

        assertEquals(List.of("", "Anna"), migration.texts("people", "name"));
        assertEquals(migration.target().ids("people").getLast(), migration.id("people", 1));
        var counts = migration.ports().runs().progress(migration.run().id()).tables().getFirst().counts();
        assertEquals(1, counts.recreated());
        assertEquals(0, counts.updated());
        assertEquals(1, counts.unchanged());
    }

    @Test
    void load_orphanAndChildOfAReject_areRejectedEachForItsReason() {
        migration.target().rejecting(operation -> operation.toString().contains("b@x"));
        migration.sql("INSERT INTO note VALUES (1, 1, 'fine', null), (2, 99, 'orphan', null), (3, 2, 'child', null)");
        workers.load("people");

        workers.load("notes");

        assertEquals(Map.of("2", "schema"), migration.rejects("people"));
        assertEquals(Map.of("2", "orphan", "3", "parent_rejected"), migration.rejects("notes"));
        assertEquals(List.of("fine"), migration.texts("notes", "body"));
    }

    @Test
    void load_rejectedRowThatIsMendedSince_isWrittenAndStandsNoLongerRejected() {
        migration.sql("INSERT INTO note VALUES (1, 99, 'orphan', null)");
        workers.load("people");
        workers.load("notes");
        migration.sql("UPDATE note SET author = 1");
        migration.begin();

        workers.load("notes");

        assertEquals(Map.of(), migration.rejects("notes"));
        assertEquals(List.of("orphan"), migration.texts("notes", "body"));
    }

    @Test
    void load_rejectedRowThatIsAsItWasBefore_standsNoLongerRejected() {
        migration.sql("INSERT INTO note VALUES (1, 1, 'note', null)");
        workers.load("people");
        workers.load("notes");
        migration.sql("UPDATE note SET author = 99");
        migration.begin();
        workers.load("notes");
        assertEquals(Map.of("1", "orphan"), migration.rejects("notes"));
        migration.sql("UPDATE note SET author = 1");
        migration.begin();

        workers.load("notes");

        assertEquals(Map.of(), migration.rejects("notes"));
    }

    @Test
    void load_parentNotMappedYet_isLateAndNotRejected() {
        migration.sql("INSERT INTO note VALUES (1, 1, 'early', null)");

        workers.load("notes");

        assertEquals(Map.of(), migration.rejects("notes"));
        assertEquals(List.of(), migration.target().all("notes"));
        assertEquals(1, migration.ports().stages().totals(migration.run().id(), 0).late());
    }

    @Test
    void load_referenceInsideTheTable_isFilledInByTheNextPass() {
        migration.sql("INSERT INTO note VALUES (1, null, 'reply', 2), (2, null, 'first', null)");

        workers.load("notes");
        assertEquals(1, migration.ports().stages().totals(migration.run().id(), 0).late());
        workers.load("notes");

        assertEquals(migration.id("notes", 2), migration.texts("notes", "parent").getFirst());
    }

    @Test
    void load_rowsThatReferToEachOtherAndWereRejected_comeBackTogether() {
        migration.sql("INSERT INTO note VALUES (1, null, 'one', 2), (2, null, 'two', 1)");
        migration.target().rejecting(_ -> true);
        workers.load("notes");
        assertEquals(Map.of("1", "schema", "2", "schema"), migration.rejects("notes"));
        migration.target().rejecting(_ -> false);
        migration.begin();

        workers.load("notes");
        workers.load("notes");

        assertEquals(Map.of(), migration.rejects("notes"));
        assertEquals(List.of(migration.id("notes", 2), migration.id("notes", 1)), migration.texts("notes", "parent"));
    }

    @Test
    void load_parentRejectedInTheSameRun_rejectsTheChildInTheSameTable() {
        migration.sql("INSERT INTO note VALUES (1, null, 'bad', null), (2, null, 'child', 1)");
        migration.target().rejecting(operation -> operation.toString().contains("bad"));
        workers.load("notes");

        workers.load("notes");

        assertEquals(Map.of("1", "schema", "2", "parent_rejected"), migration.rejects("notes"));
    }

    @Test
    void load_moreRowsThanAPageAndABatch_landsAllInOrder() {
        migration.sql("INSERT INTO note SELECT n, null, 'note ' || n, null FROM generate_series(1, 23) n");

        workers.load("notes");

        assertEquals(23, migration.ids("notes").size());
        assertEquals("note 23", migration.texts("notes", "body").getLast());
        assertTrue(migration.target().writes().stream().allMatch(write -> write.operations().size() <= Workers.TUNING.batchRows()));
    }

    @Test
    void load_collidingValueOfAUniqueField_rejectsTheLaterRow() {
        migration.begin(migration.text().replace("name: name", "name: { column: name, unique: reject }"));
        migration.ports()
                .findings()
                .putCollisions(migration.run().id(), "people", "name", List.of(new dev.pg2convex.core.store.Findings.Collision("1", false),
                        new dev.pg2convex.core.store.Findings.Collision("2", true)));

        workers.load("people");

        assertEquals(Map.of("2", "duplicate_value"), migration.rejects("people"));
        assertEquals(Set.of("1"), migration.ids("people").keySet());
    }

    @Test
    void run_pageThatIsDone_servesItsSecondMessageWithoutWork() {
        long page = migration.page(Stage.Kind.LOAD, "people");
        workers.run(page);
        migration.sql("UPDATE person SET name = 'Late'");

        assertInstanceOf(PageOutcome.Served.class, workers.run(page));

        assertEquals(List.of("Ana", ""), migration.texts("people", "name"));
    }

    @Test
    void run_unknownPage_failsWithItsNumber() {
        var failed = assertInstanceOf(PageOutcome.Failed.class, workers.run(-7));

        assertEquals("the store has no page -7; its run may have been cleaned up", failed.reason().getMessage());
    }

    @Test
    void run_pageOfAPausedRun_isServedAndLeftForResume() {
        long page = migration.page(Stage.Kind.LOAD, "people");
        migration.ports().runs().pause(migration.run().id(), "test");

        assertInstanceOf(PageOutcome.Served.class, workers.run(page));

        assertEquals(List.of(), migration.target().writes());
    }

    @Test
    void run_verifierPage_comesToTheWrongQueue() {
        var failed = assertInstanceOf(PageOutcome.Failed.class, workers.run(migration.page(Stage.Kind.VERIFY, "people")));

        assertTrue(failed.reason().getMessage().contains("VERIFY"), failed.reason().getMessage());
    }

    @Test
    void giveUp_poisonPage_marksItFailedAndAdvances() {
        long page = migration.page(Stage.Kind.LOAD, "people");
        var held = assertInstanceOf(Leased.Held.class, migration.ports().pages().lease(page, "test", Duration.ofMinutes(1)));

        workers.runner().giveUp(new PageOutcome.Failed(new IllegalStateException("not for the log"), Optional.of(held.lease())));

        var stage = migration.ports().stages().current(migration.run().id()).orElseThrow();
        assertEquals(1, stage.failed());
        assertEquals(List.of(new Message.Advance(migration.run().id(), 0)),
                migration.sender().sent().stream().map(sent -> sent.message()).toList());
        assertEquals(Run.State.ACTIVE, migration.run().state());
    }

    private static Value text(String value) {
        return new Value.Text(value);
    }
}
