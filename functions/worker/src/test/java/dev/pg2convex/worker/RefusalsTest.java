package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pg2convex.core.protocol.PageOutcome;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches that Convex refuses the same way each time: a bad row is set aside, a broken deployment stops the run. */
final class RefusalsTest {
    @RegisterExtension
    static final Migrations MIGRATIONS = new Migrations();

    private TestMigration migration;
    private Workers workers;
    private long page;

    @BeforeEach
    void start() {
        migration = MIGRATIONS.migration(Workers.TUNING);
        workers = new Workers(migration);
        migration.sql("INSERT INTO note SELECT n, null, 'note ' || n, null FROM generate_series(1, 6) n");
        migration.begin();
        page = migration.page(Stage.Kind.LOAD, "notes");
    }

    @Test
    void write_oneRowThatConvexNeverTakes_isSetAsideAndItsNeighboursLand() {
        migration.target().refusing(operation -> operation.toString().contains("note 3"));

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertEquals(Map.of("3", "refused"), migration.rejects("notes"));
        assertEquals(List.of("note 1", "note 2", "note 4", "note 5", "note 6"),
                migration.texts("notes", "body").stream().sorted().toList());
        assertEquals(List.of(), migration.ports().intents().open(migration.mapping(), migration.run().target(), 10));
    }

    @Test
    void write_refusedOverFunctionsOfAnotherVersion_pausesTheRunAndRejectsNothing() {
        migration.target().refusing(_ -> true).deployProtocol(2);

        var stopped = assertInstanceOf(PageOutcome.Stopped.class, workers.run(page));

        assertEquals("protocol_mismatch", stopped.reason().code());
        assertEquals(Map.of(), migration.rejects("notes"));
        assertEquals(Run.State.PAUSED, migration.run().state());
    }

    @Test
    void write_refusedOverAChangedSchema_pausesTheRunAndRejectsNothing() {
        migration.target().refusing(_ -> true).deploySchema("schema-2");

        var stopped = assertInstanceOf(PageOutcome.Stopped.class, workers.run(page));

        assertEquals("schema_changed", stopped.reason().code());
        assertEquals(Map.of(), migration.rejects("notes"));
    }

    @Test
    void write_schemaChangedAndRunResumedWithIt_workerThatKnewTheOldOneGoesOn() {
        migration.target().refusing(_ -> true).deploySchema("schema-2");
        assertInstanceOf(PageOutcome.Stopped.class, workers.run(page));
        migration.ports().runs().begun(migration.run().id(), "schema-2");
        migration.ports().runs().activate(migration.run().id());
        migration.target().refusing(operation -> operation.toString().contains("note 3"));

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertEquals(Map.of("3", "refused"), migration.rejects("notes"));
    }

    @Test
    void write_everyRowRefused_pausesTheRunAndRejectsNothing() {
        migration.sql("INSERT INTO note SELECT n, null, 'note ' || n, null FROM generate_series(7, 40) n");
        migration.target().refusing(_ -> true);

        var stopped = assertInstanceOf(PageOutcome.Stopped.class, workers.run(page));

        assertEquals("writes_refused", stopped.reason().code());
        assertEquals(Map.of(), migration.rejects("notes"));
        assertEquals(Run.State.PAUSED, migration.run().state());
        migration.target().refusing(_ -> false);
        migration.ports().runs().activate(migration.run().id());
        assertEquals(new PageOutcome.Served("done"), workers.run(page));
        assertEquals(40, migration.ids("notes").size());
    }

    @Test
    void write_manyBadRowsBetweenGoodOnes_areSetAside() {
        migration.sql("INSERT INTO note SELECT n, null, 'note ' || n, null FROM generate_series(7, 40) n");
        migration.target().refusing(operation -> operation.toString().matches("(?s).*note [0-9]*[02468]\\b.*"));

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertEquals(20, migration.rejects("notes").size());
        assertEquals(20, migration.ids("notes").size());
    }
}
