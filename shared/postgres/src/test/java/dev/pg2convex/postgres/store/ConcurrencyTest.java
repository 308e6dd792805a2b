package dev.pg2convex.postgres.store;

import static dev.pg2convex.postgres.store.TestRun.LEASE;
import static dev.pg2convex.postgres.store.TestRun.insert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.OperationResult.Inserted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two of them at the same line: what one transaction does while another is about to commit. */
class ConcurrencyTest {
    private final PostgresStore store = TestStore.store();
    private final TestRun run = TestRun.start();
    private final long page = run.onePage();
    private final PageLease held = TestRun.lease(page, "a");
    private final GatedDataSource gate = new GatedDataSource();
    private final PostgresStore gated = PostgresStore.on(gate.stopping());
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        gate.open();
        threads.close();
    }

    @Test
    void end_whileAnIntentIsBeingRecorded_waitsForIt() throws Exception {
        var intent = run.intent(held, insert("1"));
        var recording = inBackground(() -> {
            gated.intents().record(held, intent);
            return true;
        });
        var ending = inBackground(() -> store.runs().end(run.id(), Run.State.CANCELLED, ""));
        TestStore.awaitBlocked();
        assertFalse(ending.isDone());
        gate.open();
        assertTrue(recording.get());
        assertTrue(ending.get());
        assertEquals(List.of(intent), store.intents().open(run.mapping(), run.target(), 10));
    }

    @Test
    void record_whileTheRunIsBeingEnded_isRefused() throws Exception {
        var ending = inBackground(() -> gated.runs().end(run.id(), Run.State.CANCELLED, ""));
        var recording = threads.submit(() -> {
            store.intents().record(held, run.intent(held, insert("1")));
            return true;
        });
        TestStore.awaitBlocked();
        gate.open();
        assertTrue(ending.get());
        assertInstanceOf(StoreRefused.class, assertThrows(ExecutionException.class, recording::get).getCause());
        assertEquals(List.of(), store.intents().open(run.mapping(), run.target(), 10));
    }

    @Test
    void record_whileTheRunIsBeingPaused_isRefused() throws Exception {
        var pausing = inBackground(() -> gated.runs().pause(run.id(), ""));
        var recording = threads.submit(() -> {
            store.intents().record(held, run.intent(held, insert("1")));
            return true;
        });
        TestStore.awaitBlocked();
        gate.open();
        assertTrue(pausing.get());
        assertInstanceOf(StoreRefused.class, assertThrows(ExecutionException.class, recording::get).getCause());
    }

    @Test
    void record_whileThePageIsTakenOver_isRefused() throws Exception {
        TestRun.expireLease(page);
        var takingOver = inBackground(() -> gated.pages().lease(page, "b", LEASE));
        var recording = threads.submit(() -> {
            store.intents().record(held, run.intent(held, insert("1")));
            return true;
        });
        TestStore.awaitBlocked();
        gate.open();
        assertInstanceOf(Leased.Held.class, takingOver.get());
        assertInstanceOf(StoreRefused.class, assertThrows(ExecutionException.class, recording::get).getCause());
    }

    @Test
    void lease_whileTheRunIsBeingEnded_isOver() throws Exception {
        var ending = inBackground(() -> gated.runs().end(run.id(), Run.State.CANCELLED, ""));
        var leasing = threads.submit(() -> store.pages().lease(page, "a", LEASE));
        TestStore.awaitBlocked();
        gate.open();
        assertTrue(ending.get());
        assertInstanceOf(Leased.Over.class, leasing.get());
    }

    @Test
    void finish_whileAnIntentIsBeingRecorded_isRefused() throws Exception {
        var recording = inBackground(() -> {
            gated.intents().record(held, run.intent(held, insert("1")));
            return true;
        });
        var finishing = threads.submit(() -> store.pages().finish(held, 1, 0));
        TestStore.awaitBlocked();
        gate.open();
        assertTrue(recording.get());
        assertInstanceOf(StoreRefused.class, assertThrows(ExecutionException.class, finishing::get).getCause());
    }

    @Test
    void lease_twoWorkersAtOnce_isOnesOnly() throws Exception {
        TestRun.expireLease(page);
        var first = inBackground(() -> gated.pages().lease(page, "b", LEASE));
        var second = threads.submit(() -> store.pages().lease(page, "c", LEASE));
        TestStore.awaitBlocked();
        gate.open();
        assertInstanceOf(Leased.Held.class, first.get());
        assertInstanceOf(Leased.Busy.class, second.get());
    }

    @Test
    void committed_twoAtOnce_appliesOnce() throws Exception {
        var intent = run.recorded(held, insert("1"));
        var first = inBackground(() -> gated.intents().committed(intent.batchId(), List.of(new Inserted("x-" + run.id()))));
        var second = threads.submit(() -> store.intents().committed(intent.batchId(), List.of(new Inserted("y-" + run.id()))));
        TestStore.awaitBlocked();
        gate.open();
        assertTrue(first.get());
        assertFalse(second.get());
        assertEquals(1, store.runs().progress(run.id()).tables().getFirst().counts().inserted());
    }

    @Test
    void voided_whileItIsAcknowledged_changesNothing() throws Exception {
        var intent = run.recorded(held, insert("1"));
        var acknowledging = inBackground(() -> gated.intents().committed(intent.batchId(), List.of(new Inserted("x-" + run.id()))));
        var voiding = threads.submit(() -> store.intents().voided(intent.batchId()));
        TestStore.awaitBlocked();
        gate.open();
        assertTrue(acknowledging.get());
        assertFalse(voiding.get());
    }

    @Test
    void committed_batchesSideBySide_loseNoCount() throws Exception {
        int batches = 20;
        List<Callable<Boolean>> work = IntStream.range(0, batches).<Callable<Boolean>>mapToObj(i -> () -> {
            var intent = run.recorded(held, insert("a" + i), insert("b" + i));
            return store.intents().committed(intent.batchId(), List.of(new Inserted("a" + i + run.id()), new Inserted("b" + i + run.id())));
        }).toList();
        for (var acknowledged : threads.invokeAll(work)) {
            assertTrue(acknowledged.get());
        }
        assertEquals(2L * batches, store.runs().progress(run.id()).tables().getFirst().counts().inserted());
        assertEquals(2L * batches, store.idMappings().count(run.target(), "users"));
    }

    @Test
    void end_amongBusyWorkers_endsWithoutDeadlock() throws Exception {
        var workers = new ArrayList<Future<Integer>>();
        for (int i = 0; i < 3; i++) {
            int worker = i;
            workers.add(threads.submit(() -> recordUntilRefused(worker)));
        }
        Thread.sleep(200);
        assertTrue(store.runs().end(run.id(), Run.State.CANCELLED, ""));
        int recorded = 0;
        for (var worker : workers) {
            recorded += worker.get();
        }
        assertEquals(recorded, store.idMappings().count(run.target(), "users"));
    }

    private int recordUntilRefused(int worker) {
        for (int i = 0;; i++) {
            var intent = run.intent(held, insert(worker + "-" + i));
            try {
                store.intents().record(held, intent);
            } catch (StoreRefused _) {
                return i;
            }
            store.intents().committed(intent.batchId(), List.of(new Inserted(worker + "-" + i + run.id())));
        }
    }

    @Test
    void record_answerToTheCommitLost_isAmbiguousAndRecorded() throws StoreRefused {
        var intent = run.intent(held, insert("1"));
        var error = assertThrows(CategorizedException.class,
                () -> PostgresStore.on(GatedDataSource.losingAnswers()).intents().record(held, intent));
        assertEquals(Failure.AMBIGUOUS, error.failure());
        assertEquals(List.of(intent), store.intents().openOf(held));
    }

    /** Starts it and waits until it is about to commit. */
    private <T> Future<T> inBackground(Callable<T> work) {
        var future = threads.submit(work);
        gate.awaitReached();
        return future;
    }
}
