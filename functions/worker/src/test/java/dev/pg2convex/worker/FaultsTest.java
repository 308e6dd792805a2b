package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageOutcome;
import dev.pg2convex.core.protocol.PageRunner;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exactly once, whatever fails: six notes in two batches, of four and of two. */
final class FaultsTest {
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

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"ANSWER_LOST", "REQUEST_LOST", "THROTTLED", "UNAVAILABLE"})
    void write_passingFault_sendsTheSameBytesAgain(Fault fault) {
        migration.target().failing(Call.WRITE, fault);

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertAllOnce();
        var batches = migration.target().writes().stream().map(write -> write.batchId()).distinct().toList();
        assertEquals(2, batches.size());
        assertEquals(2, new HashSet<>(migration.target().writes()).size(), "one batch ID is one payload");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"CRASH_BEFORE", "CRASH_AFTER"})
    void write_processDies_nextLeaseSettlesFirst(Fault crash) {
        migration.target().failing(Call.WRITE, crash);
        assertThrows(Fault.Crash.class, () -> workers.run(page));
        assertEquals(1, openIntents());
        migration.expireLeases();

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertAllOnce();
        assertEquals(0, openIntents());
    }

    @Test
    void settle_processDiesOverIt_theNextOneSettlesAgain() {
        migration.target().failing(Call.WRITE, Fault.CRASH_BEFORE).failing(Call.SETTLE, Fault.CRASH_AFTER);
        assertThrows(Fault.Crash.class, () -> workers.run(page));
        migration.expireLeases();
        assertThrows(Fault.Crash.class, () -> workers.run(page));
        migration.expireLeases();

        assertEquals(new PageOutcome.Served("done"), workers.run(page));

        assertAllOnce();
    }

    @Test
    void settle_requestArrivesLateAfterItsVoid_writesNothing() {
        migration.target().failing(Call.WRITE, Fault.CRASH_BEFORE);
        assertThrows(Fault.Crash.class, () -> workers.run(page));
        var batch = migration.ports().intents().open(migration.mapping(), migration.run().target(), 10).getFirst();
        migration.expireLeases();
        workers.run(page);
        var lost = migration.target().writes().getFirst();

        var late = migration.target()
                .write(new dev.pg2convex.core.target.WriteRequest(lost.mapping(), lost.runId(), batch.batchId(), lost.table(), lost.match(),
                        lost.operations()));

        assertInstanceOf(dev.pg2convex.core.target.BatchOutcome.Voided.class, late);
        assertAllOnce();
    }

    @Test
    void write_crashBetweenBatches_keepsTheFirst() {
        migration.target().failing(Call.WRITE, Fault.NONE, Fault.CRASH_BEFORE);
        assertThrows(Fault.Crash.class, () -> workers.run(page));
        assertEquals(4, migration.ids("notes").size());
        migration.expireLeases();

        workers.run(page);

        assertAllOnce();
        assertEquals(6, migration.ports().stages().totals(migration.run().id(), 0).written());
    }

    @Test
    void write_takenOverWhileOnTheWay_zombieWritesNothing() {
        migration.target().before(Call.WRITE, () -> {
            migration.expireLeases();
            assertEquals(new PageOutcome.Served("done"), new Workers(migration).run(page));
        });

        assertInstanceOf(PageOutcome.Waiting.class, workers.run(page));

        assertAllOnce();
        assertEquals(0, openIntents());
    }

    @Test
    void record_leaseTakenOver_zombieSendsNothing() throws Exception {
        var ports = migration.ports();
        var held = assertInstanceOf(dev.pg2convex.core.store.Pages.Leased.Held.class,
                ports.pages().lease(page, "zombie", Duration.ofMinutes(1)));
        migration.expireLeases();
        workers.run(page);
        migration.sql("UPDATE note SET body = 'newer'");
        int writes = migration.target().writes().size();
        var context = new dev.pg2convex.core.protocol.RunContexts(ports).of(migration.run().id());
        var zombie = new HeldPage(held.lease(), context, ports.pages(), ports.tuning(), TestMigration.AMPLE, System::nanoTime);
        var writer = new BatchWriter(ports, dev.pg2convex.core.protocol.Retry.standard(new java.util.Random()), UUID::randomUUID);

        assertThrows(dev.pg2convex.core.store.StoreRefused.class, () -> new LoadPage(ports, new Classifier(ports), writer).work(zombie));

        assertEquals(writes, migration.target().writes().size());
        assertAllOnce();
    }

    @Test
    void run_leasedByAnother_waits() {
        migration.ports().pages().lease(page, "another", Duration.ofMinutes(1));

        assertInstanceOf(PageOutcome.Waiting.class, workers.run(page));

        assertEquals(List.of(), migration.target().writes());
    }

    @Test
    void run_statementThatTakesTooLong_failsTheAttemptSoThatItIsBounded() {
        var slow = new PageRunner(migration.ports(), new RunContexts(migration.ports()), Map.of(Stage.Kind.LOAD, _ -> {
            throw new CategorizedException(Failure.UNAVAILABLE, CategorizedException.DATABASE_TIMEOUT,
                    "reading table notes: took too long");
        }), "slow");

        var failed = assertInstanceOf(PageOutcome.Failed.class, slow.run(migration.run().id(), page, TestMigration.AMPLE));

        assertEquals("reading table notes: took too long", failed.reason().getMessage());
    }

    @Test
    void write_keyRefused_pausesTheRunAndResumesWithoutLoss() {
        migration.target().failing(Call.WRITE, Fault.NONE, Fault.CONFIGURATION);

        assertInstanceOf(PageOutcome.Stopped.class, workers.run(page));

        assertEquals(Run.State.PAUSED, migration.run().state());
        assertEquals("the deploy key is refused", migration.run().reason().orElseThrow());
        assertEquals(Map.of(), migration.rejects("notes"));
        migration.ports().runs().activate(migration.run().id());
        workers.run(page);
        assertAllOnce();
    }

    @Test
    void write_throttledForLong_waitsAndGivesThePageBack() {
        migration.target().failing(Call.WRITE, times(8, Fault.THROTTLED));

        assertInstanceOf(PageOutcome.Waiting.class, workers.run(page));

        assertEquals(new PageOutcome.Served("done"), workers.run(page), "nobody else holds it");
        assertAllOnce();
    }

    @Test
    void write_answersLostForLong_failsTheAttemptAndTheNextSettles() {
        migration.target().failing(Call.WRITE, times(8, Fault.ANSWER_LOST));

        assertInstanceOf(PageOutcome.Failed.class, workers.run(page));

        assertEquals(new PageOutcome.Served("done"), workers.run(page));
        assertAllOnce();
        assertEquals(6, migration.ports().stages().totals(migration.run().id(), 0).written());
    }

    @Test
    void write_answersLostAndConvexAway_waits() {
        migration.target().failing(Call.WRITE, times(8, Fault.REQUEST_LOST)).failing(Call.HANDSHAKE, Fault.UNAVAILABLE);

        assertInstanceOf(PageOutcome.Waiting.class, workers.run(page));

        workers.run(page);
        assertAllOnce();
    }

    @Test
    void write_fenceOfAnotherRun_writesNothingAndPauses() {
        migration.target().fence(migration.mapping(), migration.run().target(), "other", UUID.randomUUID().toString(), List.of());

        assertInstanceOf(PageOutcome.Stopped.class, workers.run(page));

        assertEquals(List.of(), migration.target().all("notes"));
        assertEquals(Run.State.PAUSED, migration.run().state());
    }

    @Test
    void write_runCancelledMeanwhile_stopsAtItsNextBatch() {
        migration.target().before(Call.WRITE, () -> migration.ports().runs().end(migration.run().id(), Run.State.CANCELLED, "test"));

        assertInstanceOf(PageOutcome.Served.class, workers.run(page));

        assertEquals(4, migration.target().all("notes").size());
        assertEquals(1, migration.target().writes().size());
    }

    @Test
    void run_outOfTime_writesNothingAndWaits() {
        assertEquals(new PageOutcome.Waiting(Duration.ZERO, "out of function time"), workers.run(page, () -> Duration.ofSeconds(9)));

        assertEquals(List.of(), migration.target().writes());
        assertEquals(new PageOutcome.Served("done"), workers.run(page), "nobody else holds it");
    }

    @Test
    void recreate_answerLostAfterGone_doublesNothing() {
        workers.run(page);
        migration.target().remove("notes", migration.id("notes", 2));
        migration.sql("UPDATE note SET body = 'changed' WHERE id = 2");
        migration.begin();
        var again = migration.page(Stage.Kind.LOAD, "notes");
        migration.target().failing(Call.WRITE, Fault.NONE, Fault.CRASH_AFTER);

        assertThrows(Fault.Crash.class, () -> workers.run(again));
        migration.expireLeases();
        workers.run(again);

        assertEquals(6, migration.target().all("notes").size());
        assertEquals("changed", migration.texts("notes", "body").getLast());
        assertEquals(migration.target().ids("notes").getLast(), migration.id("notes", 2));
    }

    @Test
    void recreate_foundGoneInASettledIntent_isInsertedAnew() {
        workers.run(page);
        migration.target().remove("notes", migration.id("notes", 2));
        migration.sql("UPDATE note SET body = 'changed' WHERE id = 2");
        migration.begin();
        var again = migration.page(Stage.Kind.LOAD, "notes");
        migration.target().failing(Call.WRITE, Fault.CRASH_AFTER);

        assertThrows(Fault.Crash.class, () -> workers.run(again));
        migration.expireLeases();
        workers.run(again);

        assertEquals(6, migration.target().all("notes").size());
        assertEquals("changed", migration.texts("notes", "body").getLast());
    }

    @Test
    void pages_disjointRanges_landSideBySide() {
        migration.begin();
        var pages = migration.pages(Stage.Kind.LOAD, "notes", new KeyRange(Optional.empty(), Optional.of("3")),
                new KeyRange(Optional.of("3"), Optional.empty()));
        migration.target().before(Call.WRITE, () -> new Workers(migration).run(pages.get(1)));

        assertEquals(new PageOutcome.Served("done"), workers.run(pages.get(0)));

        assertEquals(6, migration.target().all("notes").size());
        assertEquals(1, migration.sender().drain().size(), "only the last page advances the stage");
    }

    private void assertAllOnce() {
        assertEquals(IntStream.rangeClosed(1, 6).mapToObj(n -> "note " + n).toList(),
                migration.texts("notes", "body").stream().sorted().toList());
        assertEquals(6, migration.ids("notes").size());
        assertEquals(Map.of(), migration.rejects("notes"));
    }

    private int openIntents() {
        return migration.ports().intents().open(migration.mapping(), migration.run().target(), 100).size();
    }

    private static Fault[] times(int n, Fault fault) {
        return IntStream.range(0, n).mapToObj(_ -> fault).toArray(Fault[]::new);
    }
}
