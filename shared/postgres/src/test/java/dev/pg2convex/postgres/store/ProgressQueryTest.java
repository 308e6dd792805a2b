package dev.pg2convex.postgres.store;

import static dev.pg2convex.postgres.store.TestRun.insert;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.OperationResult.Inserted;
import dev.pg2convex.core.target.OperationResult.Rejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressQueryTest {
    private final PostgresStore store = TestStore.store();
    private final TestRun run = TestRun.start();

    @Test
    void progress_runWithoutStages_hasNoTables() {
        var progress = store.runs().progress(run.id());
        assertEquals(List.of(), progress.tables());
        assertEquals(Optional.empty(), progress.stage());
        assertEquals(Map.of(), progress.rejectedByReason());
    }

    @Test
    void progress_throughItsStages_followsEachTable() throws StoreRefused {
        run.addStage(0, Stage.Kind.DELETE, 0, "threads");
        run.addStage(1, Stage.Kind.DELETE, 0, "users");
        run.addStage(2, Stage.Kind.LOAD, 0, "users");
        run.addStage(3, Stage.Kind.LOAD, 0, "threads");
        run.addStage(4, Stage.Kind.VERIFY, 0, "users", "threads");
        run.addStage(5, Stage.Kind.SCAN, 0, "users", "threads");
        store.runs().estimate(run.id(), "users", 90);
        store.runs().estimate(run.id(), "users", 100);
        skip(0);
        skip(1);

        var users = run.plan(2, "users", "users", "users");
        loadUsers(users.get(0));
        store.pages().fail(TestRun.lease(users.get(1), "w"), "boom");
        var progress = store.runs().progress(run.id());
        assertEquals(2, progress.stage().orElseThrow().ordinal());
        assertEquals(List.of("users", "threads"), progress.tables().stream().map(RunProgress.Table::table).toList());
        var counts = new Counts(20, 1, 0, 0, 12, 0, 0, 2);
        assertEquals(new RunProgress.Table("users", Stage.Kind.LOAD, 0, 100, 20, 3, 1, 1, counts, 0, 0, 0), progress.tables().getFirst());
        assertEquals(new RunProgress.Table("threads", Stage.Kind.DELETE, 0, 0, 0, 0, 0, 0, Counts.NONE, 0, 0, 0),
                progress.tables().getLast());
        assertEquals(Map.of("orphan", 1L, "schema", 1L), progress.rejectedByReason());
    }

    @Test
    void progress_verification_isCountedApart() throws StoreRefused {
        run.addStage(0, Stage.Kind.VERIFY, 0, "users");
        run.addStage(1, Stage.Kind.SCAN, 0, "users");
        store.pages().finish(TestRun.lease(run.plan(0, "users").getFirst(), "a"), 7, 0);
        store.stages().finish(run.id(), 0);
        store.pages().finish(TestRun.lease(run.plan(1, "users").getFirst(), "a"), 9, 0);
        store.stages().finish(run.id(), 1);
        var table = store.runs().progress(run.id()).tables().getFirst();
        assertEquals(new RunProgress.Table("users", Stage.Kind.SCAN, 0, 0, 9, 1, 1, 0, Counts.NONE, 7, 9, 0), table);
    }

    @Test
    void progress_catchUpPass_countsItsRowsNotAgain() throws StoreRefused {
        run.addStage(0, Stage.Kind.LOAD, 0, "users");
        run.addStage(1, Stage.Kind.LOAD, 1, "users");
        store.pages().finish(TestRun.lease(run.plan(0, "users").getFirst(), "a"), 10, 1);
        store.stages().finish(run.id(), 0);
        var held = TestRun.lease(run.plan(1, "users").getFirst(), "a");
        store.intents().committed(run.recorded(held, insert("late")).batchId(), List.of(new Inserted("d" + run.id())));
        store.pages().finish(held, 10, 0);
        var table = store.runs().progress(run.id()).tables().getFirst();
        assertEquals(new Counts(10, 1, 0, 0, 9, 0, 0, 0), table.counts());
        assertEquals(1, table.pass());
        assertEquals(10, table.rowsDone());
    }

    /** 20 rows: one inserted, two rejected, five late, the others unchanged. */
    private void loadUsers(long page) throws StoreRefused {
        var held = TestRun.lease(page, "a");
        store.rejects().put(held, List.of(new Reject("users", "9", "orphan", Optional.empty())), List.of());
        store.intents()
                .committed(run.recorded(held, insert("1"), insert("2")).batchId(),
                        List.of(new Inserted("d" + run.id()), new Rejected("schema", Optional.empty())));
        store.pages().finish(held, 20, 5);
    }

    private void skip(int ordinal) {
        run.plan(ordinal);
        store.stages().finish(run.id(), ordinal);
    }
}
