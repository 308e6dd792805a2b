package dev.pg2convex.postgres.store;

import static dev.pg2convex.postgres.store.TestRun.LEASE;
import static dev.pg2convex.postgres.store.TestRun.insert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.run.PlannerLease;
import dev.pg2convex.core.run.PlannerLease.Cursor;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.Stages;
import dev.pg2convex.core.store.Stages.NewPage;
import dev.pg2convex.core.store.Stages.PassTotals;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.OperationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresStagesTest {
    private static final List<NewPage> TWO = List.of(new NewPage("users", new KeyRange(Optional.empty(), Optional.of("5"))),
            new NewPage("users", new KeyRange(Optional.of("5"), Optional.empty())));

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final PostgresStore store = TestStore.store();
    private final Stages stages = store.stages();
    private final TestRun run = TestRun.start();

    @Test
    void add_ordinalThatIsThere_leavesItAsItIs() {
        run.addStage(0, Stage.Kind.LOAD, 0, "users", "threads");
        run.addStage(0, Stage.Kind.DELETE, 3, "messages");
        run.addStage(1, Stage.Kind.SCAN, 0, "users");
        assertEquals(
                List.of(new Stage(run.id(), 0, Stage.Kind.LOAD, 0, List.of("users", "threads"), Stage.State.UNPLANNED, 0, 0, 0),
                        new Stage(run.id(), 1, Stage.Kind.SCAN, 0, List.of("users"), Stage.State.UNPLANNED, 0, 0, 0)),
                stages.all(run.id()));
    }

    @Test
    void add_endedRun_addsNothing() {
        store.runs().end(run.id(), Run.State.CANCELLED, "");
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        assertEquals(List.of(), stages.all(run.id()));
    }

    @Test
    void addPages_slices_goOnAtTheCursorAndArePlannedAtTheEnd() throws StoreRefused {
        run.addStage(0, Stage.Kind.DELETE, 0, "users");
        var first = lease("a");
        assertEquals(Optional.empty(), first.cursor());
        var cursor = new Cursor("users", Optional.of("5"));
        var ids = stages.addPages(first, TWO, Optional.of(cursor), 7);
        assertEquals(2, ids.size());
        assertEquals(Stage.State.UNPLANNED, stages.current(run.id()).orElseThrow().state());

        var second = lease("a");
        assertEquals(Optional.of(cursor), second.cursor());
        assertEquals(7, second.gone());
        var more = stages.addPages(second, TWO, Optional.empty(), 1);
        assertTrue(more.getFirst() > ids.getLast());
        var stage = stages.current(run.id()).orElseThrow();
        assertEquals(Stage.State.PLANNED, stage.state());
        assertEquals(4, stage.pages());
        assertEquals(4, stage.left());
        assertEquals(Optional.empty(), stages.leasePlanning(run.id(), 0, "a", LEASE));
        var held = TestRun.lease(more.getFirst(), "w");
        assertEquals(TWO.getFirst().range(), held.range());
        assertEquals(Stage.Kind.DELETE, held.kind());
    }

    @Test
    void addPages_noPages_plansAnEmptyStage() throws StoreRefused {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        assertEquals(List.of(), stages.addPages(lease("a"), List.of(), Optional.empty(), 0));
        assertTrue(stages.finish(run.id(), 0));
    }

    @Test
    void leasePlanning_heldByAnother_isEmptyUntilReleasedOrExpired() {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        var held = lease("a");
        assertEquals(Optional.empty(), stages.leasePlanning(run.id(), 0, "b", LEASE));
        stages.releasePlanning(held);
        assertEquals(held.token() + 1, lease("b").token());
        TestStore.execute(TestStore.shared(),
                "UPDATE pg2convex.stage SET planner_until = now() - interval '1 s' WHERE run_id = '" + run.id() + "'");
        assertEquals(held.token() + 2, lease("c").token());
    }

    @Test
    void leasePlanning_pausedRun_isEmpty() {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        store.runs().pause(run.id(), "");
        assertEquals(Optional.empty(), stages.leasePlanning(run.id(), 0, "a", LEASE));
    }

    @Test
    void addPages_takenOver_isRefused() throws StoreRefused {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        var zombie = lease("a");
        var mine = lease("a");
        assertThrows(StoreRefused.class, () -> stages.addPages(zombie, TWO, Optional.empty(), 0));
        stages.addPages(mine, TWO, Optional.empty(), 0);
        assertThrows(StoreRefused.class, () -> stages.addPages(mine, TWO, Optional.empty(), 0));
        assertEquals(2, stages.current(run.id()).orElseThrow().pages());
    }

    @Test
    void renewPlanning_takenOver_isRefused() throws StoreRefused {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        var zombie = lease("a");
        stages.renewPlanning(zombie, LEASE);
        var mine = lease("a");
        assertThrows(StoreRefused.class, () -> stages.renewPlanning(zombie, LEASE));
        stages.renewPlanning(mine, LEASE);
        assertEquals(Optional.empty(), stages.leasePlanning(run.id(), 0, "b", LEASE));
    }

    @Test
    void addPages_pausedOrEndedRun_isRefused() {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        var held = lease("a");
        store.runs().pause(run.id(), "");
        assertThrows(StoreRefused.class, () -> stages.addPages(held, TWO, Optional.empty(), 0));
        store.runs().end(run.id(), Run.State.CANCELLED, "");
        assertThrows(StoreRefused.class, () -> stages.addPages(held, TWO, Optional.empty(), 0));
    }

    @Test
    void addPages_twoPlannersAtOnce_planOnce() throws Exception {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Integer>> planners = IntStream.range(0, 2).<Callable<Integer>>mapToObj(_ -> () -> {
                var held = stages.leasePlanning(run.id(), 0, "same owner", LEASE);
                return held.isEmpty() ? 0 : addOrRefuse(held.get());
            }).toList();
            int added = 0;
            for (var planner : threads.invokeAll(planners)) {
                added += planner.get();
            }
            assertEquals(2, added);
        }
        assertEquals(2, stages.current(run.id()).orElseThrow().pages());
    }

    private int addOrRefuse(PlannerLease held) {
        try {
            return stages.addPages(held, TWO, Optional.empty(), 0).size();
        } catch (StoreRefused _) {
            return 0;
        }
    }

    @Test
    void finish_pagesLeftOrUnplanned_isFalse() throws StoreRefused {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        assertFalse(stages.finish(run.id(), 0));
        long page = run.plan(0, "users").getFirst();
        assertFalse(stages.finish(run.id(), 0));
        store.pages().finish(TestRun.lease(page, "w"), 10, 0);
        assertTrue(stages.finish(run.id(), 0));
        assertFalse(stages.finish(run.id(), 0));
        assertEquals(Optional.empty(), stages.current(run.id()));
    }

    @Test
    void takeUnsent_leasedAndDonePages_areNotTaken() throws StoreRefused {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        var ids = run.plan(0, "users", "users", "users", "users");
        store.pages().finish(TestRun.lease(ids.get(0), "w"), 0, 0);
        store.pages().fail(TestRun.lease(ids.get(1), "w"), "poison");
        TestRun.lease(ids.get(2), "w");
        assertEquals(List.of(ids.get(3)), unsent(Duration.ZERO, 10));
        TestRun.expireLease(ids.get(2));
        assertEquals(List.of(ids.get(2), ids.get(3)), unsent(Duration.ZERO, 10));
        assertEquals(List.of(ids.get(2)), unsent(Duration.ZERO, 1));
    }

    @Test
    void takeUnsent_plannedOrSentLately_isLeftOutForAWhile() {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        var ids = run.plan(0, "users", "users", "users");
        assertEquals(List.of(), unsent(QUIET, Integer.MAX_VALUE));
        twoMinutesPass();
        assertEquals(ids.subList(0, 2), unsent(QUIET, 2));
        assertEquals(ids.subList(2, 3), unsent(QUIET, Integer.MAX_VALUE));
        assertEquals(List.of(), unsent(QUIET, Integer.MAX_VALUE));
    }

    @Test
    void takeUnsent_twoAtOnce_shareThePages() throws Exception {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        var ids = run.plan(0, Collections.nCopies(50, "users").toArray(String[]::new));
        twoMinutesPass();
        var taken = new ArrayList<Long>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<List<Long>>> senders = IntStream.range(0, 2)
                    .<Callable<List<Long>>>mapToObj(_ -> () -> unsent(QUIET, Integer.MAX_VALUE))
                    .toList();
            for (var sender : threads.invokeAll(senders)) {
                taken.addAll(sender.get());
            }
        }
        taken.addAll(unsent(QUIET, Integer.MAX_VALUE));
        assertEquals(ids, taken.stream().sorted().toList());
    }

    private List<Long> unsent(Duration quiet, int limit) {
        return stages.takeUnsent(run.id(), 0, quiet, limit);
    }

    private void twoMinutesPass() {
        TestStore.execute(TestStore.shared(),
                "UPDATE pg2convex.page SET sent_at = sent_at - interval '2 min' WHERE run_id = '" + run.id() + "'");
    }

    @Test
    void totals_ofAPass_sumAcknowledgementsAndLateRows() throws StoreRefused {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        run.addStage(1, Stage.Kind.LOAD, 1, "users");
        var held = TestRun.lease(run.plan(0, "users").getFirst(), "w");
        var intent = run.recorded(held, insert("1"), insert("2"));
        store.intents()
                .committed(intent.batchId(), List.of(new OperationResult.Inserted("d1-" + run.id()),
                        new OperationResult.Rejected("schema", Optional.of("email"))));
        store.pages().finish(held, 5, 3);
        assertEquals(new PassTotals(1, 3), stages.totals(run.id(), 0));
        assertTrue(stages.totals(run.id(), 1).clean());
    }

    private PlannerLease lease(String owner) {
        return stages.leasePlanning(run.id(), 0, owner, LEASE).orElseThrow();
    }
}
