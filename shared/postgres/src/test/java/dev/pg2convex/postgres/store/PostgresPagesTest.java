package dev.pg2convex.postgres.store;

import static dev.pg2convex.postgres.store.TestRun.LEASE;
import static dev.pg2convex.postgres.store.TestRun.insert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Pages;
import dev.pg2convex.core.store.Pages.FailedPage;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresPagesTest {
    private final PostgresStore store = TestStore.store();
    private final Pages pages = store.pages();
    private final TestRun run = TestRun.start();
    private final long page = run.onePage();

    @Test
    void lease_freePage_raisesTheToken() {
        var held = TestRun.lease(page, "a");
        assertEquals(page, held.pageId());
        assertEquals(run.id(), held.runId());
        assertEquals("users", held.table());
        assertEquals(held.token() + 1, TestRun.lease(page, "a").token());
    }

    @Test
    void lease_heldByAnother_isBusyForTheRestOfTheLease() {
        TestRun.lease(page, "a");
        var remaining = assertInstanceOf(Leased.Busy.class, pages.lease(page, "b", LEASE)).remaining();
        assertTrue(remaining.compareTo(LEASE) <= 0 && remaining.toSeconds() > 50, remaining::toString);
    }

    @Test
    void lease_expired_isTakenOverAndTheOldTokenRefused() throws StoreRefused {
        var zombie = TestRun.lease(page, "a");
        var mine = TestRun.takeOver(page, "b");
        assertEquals(zombie.token() + 1, mine.token());
        assertThrows(StoreRefused.class, () -> pages.renew(zombie, LEASE));
        assertThrows(StoreRefused.class, () -> pages.finish(zombie, 1, 0));
        assertThrows(StoreRefused.class, () -> pages.saveCursor(zombie, "c", 1));
        assertThrows(StoreRefused.class, () -> store.intents().record(zombie, run.intent(zombie, insert("1"))));
        assertThrows(StoreRefused.class, () -> store.intents().openOf(zombie));
        assertThrows(StoreRefused.class, () -> store.rejects().put(zombie, List.of(), List.of()));
        assertThrows(StoreRefused.class, () -> store.findings().put(zombie, List.of(), Map.of()));
        assertThrows(StoreRefused.class, () -> store.findings().putScanned(zombie, List.of()));
        assertThrows(StoreRefused.class, () -> store.findings().forgetScanned(zombie, List.of()));
        pages.release(zombie);
        assertInstanceOf(Leased.Busy.class, pages.lease(page, "a", LEASE));
        pages.renew(mine, LEASE);
    }

    @Test
    void release_heldPage_isFreeAtOnce() {
        pages.release(TestRun.lease(page, "a"));
        TestRun.lease(page, "b");
    }

    @Test
    void lease_pausedRun_waits() {
        store.runs().pause(run.id(), "");
        assertInstanceOf(Leased.Paused.class, pages.lease(page, "a", LEASE));
        store.runs().activate(run.id());
        TestRun.lease(page, "a");
    }

    @Test
    void lease_endedRun_isOver() {
        var held = TestRun.lease(page, "a");
        store.runs().end(run.id(), Run.State.CANCELLED, "");
        assertInstanceOf(Leased.Over.class, pages.lease(page, "a", LEASE));
        assertThrows(StoreRefused.class, () -> pages.finish(held, 1, 0));
        assertThrows(StoreRefused.class, () -> store.rejects().put(held, List.of(), List.of()));
    }

    @Test
    void lease_noSuchPage_isUnknown() {
        assertInstanceOf(Leased.Unknown.class, pages.lease(-1, "a", LEASE));
    }

    @Test
    void finish_heldPage_takesItFromTheStage() throws StoreRefused {
        var rest = pages.finish(TestRun.lease(page, "a"), 10, 0);
        assertEquals(new StageRest(0, 0, 0, true), rest);
        assertTrue(rest.exhausted());
        assertInstanceOf(Leased.Over.class, pages.lease(page, "a", LEASE));
    }

    @Test
    void finish_answerLostAndRepeated_countsOnce() throws StoreRefused {
        run.addStage(1, Stage.Kind.LOAD, 0, "threads");
        var ids = run.plan(1, "threads", "threads");
        var held = TestRun.lease(ids.getFirst(), "a");
        assertEquals(new StageRest(1, 1, 0, true), pages.finish(held, 10, 0));
        assertEquals(new StageRest(1, 1, 0, true), pages.finish(held, 10, 0));
    }

    @Test
    void finish_openIntent_isRefusedUntilItIsSettled() throws StoreRefused {
        var held = TestRun.lease(page, "a");
        var intent = run.recorded(held, insert("1"));
        assertThrows(StoreRefused.class, () -> pages.finish(held, 1, 0));
        store.intents().voided(intent.batchId());
        assertTrue(pages.finish(held, 1, 0).exhausted());
    }

    @Test
    void fail_twice_countsOnce() {
        var held = TestRun.lease(page, "a");
        var rest = pages.fail(held, "boom");
        assertEquals(new StageRest(0, 1, 1, true), rest);
        assertTrue(rest.exhausted());
        assertEquals(rest, pages.fail(held, "boom"));
        assertInstanceOf(Leased.Over.class, pages.lease(page, "a", LEASE));
        assertThrows(StoreRefused.class, () -> pages.finish(held, 1, 0));
        assertFalse(store.stages().finish(run.id(), 0));
    }

    @Test
    void fail_finishedPage_leavesItDone() throws StoreRefused {
        var held = TestRun.lease(page, "a");
        pages.finish(held, 1, 0);
        assertEquals(new StageRest(0, 0, 0, true), pages.fail(held, "late"));
    }

    @Test
    void fail_givenBackAndLeasedByNobodySince_failsIt() {
        var held = TestRun.lease(page, "a");
        pages.release(held);
        assertTrue(pages.fail(held, "boom").exhausted());
    }

    @Test
    void fail_leasedByAnotherSince_leavesThePageToIt() throws StoreRefused {
        var late = TestRun.lease(page, "a");
        var mine = TestRun.takeOver(page, "b");
        assertEquals(new StageRest(0, 1, 0, true), pages.fail(late, "boom"));
        pages.renew(mine, LEASE);
        pages.release(mine);
        assertEquals(new StageRest(0, 1, 0, true), pages.fail(late, "boom"), "whoever had it last decides");
        assertEquals(0, pages.finish(TestRun.lease(page, "b"), 1, 0).left());
    }

    @Test
    void fail_runPausedAndResumedSince_leavesThePageToTheResume() {
        var late = TestRun.lease(page, "a");
        store.runs().pause(run.id(), "test");
        store.runs().activate(run.id());
        assertEquals(new StageRest(0, 1, 0, true), pages.fail(late, "boom"));
    }

    @Test
    void failed_pagesThatFailed_haveTheirReasonOldestFirst() {
        run.addStage(1, Stage.Kind.LOAD, 0, "threads");
        long other = run.plan(1, "threads", "threads").getFirst();
        assertEquals(List.of(), pages.failed(run.id(), 10));
        pages.fail(TestRun.lease(other, "b"), "bang");
        pages.fail(TestRun.lease(page, "a"), "boom");
        var first = new FailedPage(page, "users", "boom");
        assertEquals(List.of(first, new FailedPage(other, "threads", "bang")), pages.failed(run.id(), 10));
        assertEquals(List.of(first), pages.failed(run.id(), 1));
    }

    @Test
    void saveCursor_scanPage_goesOnThereAndAddsUp() throws StoreRefused {
        run.addStage(1, Stage.Kind.SCAN, 0, "users");
        long scan = run.plan(1, "users").getFirst();
        var held = TestRun.lease(scan, "a");
        pages.saveCursor(held, "c1", 100);
        pages.saveCursor(held, "c1", 100);
        var next = TestRun.takeOver(scan, "b");
        assertEquals(Optional.of("c1"), next.cursor());
        pages.finish(next, 20, 0);
        assertEquals(120, store.runs().progress(run.id()).tables().getFirst().scanned());
    }
}
