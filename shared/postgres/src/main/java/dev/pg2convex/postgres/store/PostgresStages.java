package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.PlannerLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Stages;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** {@link Stages} in Postgres. */
final class PostgresStages implements Stages {
    private final Transactions transactions;

    PostgresStages(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void add(UUID runId, List<Stage.Draft> stages) {
        transactions.run(handle -> {
            if (isActive(handle, runId)) {
                var batch = handle.prepareBatch("""
                        INSERT INTO pg2convex.stage (run_id, ordinal, kind, pass, tables)
                        VALUES (:run, :ordinal, :kind, :pass, :tables)
                        ON CONFLICT (run_id, ordinal) DO NOTHING""");
                stages.forEach(stage -> batch.bind("run", runId)
                        .bind("ordinal", stage.ordinal())
                        .bind("kind", Codes.of(stage.kind()))
                        .bind("pass", stage.pass())
                        .bindArray("tables", String.class, stage.tables())
                        .add());
                batch.execute();
            }
            return null;
        });
    }

    @Override
    public Optional<Stage> current(UUID runId) {
        return transactions.look(handle -> StageRows.current(handle, runId));
    }

    @Override
    public List<Stage> all(UUID runId) {
        return transactions.look(handle -> StageRows.all(handle, runId));
    }

    @Override
    public Optional<PlannerLease> leasePlanning(UUID runId, int ordinal, String owner, Duration lease) {
        return transactions.run(handle -> isActive(handle, runId) ? lease(handle, runId, ordinal, owner, lease) : Optional.empty());
    }

    private static Optional<PlannerLease> lease(Handle handle, UUID runId, int ordinal, String owner, Duration lease) {
        return handle.createQuery("""
                UPDATE pg2convex.stage SET planner_token = planner_token + 1, planner_owner = :owner,
                    planner_until = clock_timestamp() + make_interval(secs => :seconds)
                WHERE run_id = :run AND ordinal = :ordinal AND state = 'unplanned'
                    AND (planner_until IS NULL OR planner_until <= clock_timestamp() OR planner_owner = :owner)
                RETURNING planner_token, cursor_table, cursor_after, gone,""" + " " + StageRows.COLUMNS)
                .bind("run", runId)
                .bind("ordinal", ordinal)
                .bind("owner", owner)
                .bind("seconds", lease.toMillis() / 1000.0)
                .map((row, _) -> new PlannerLease(StageRows.read(row), row.getLong("planner_token"), owner,
                        cursor(row.getString("cursor_table"), row.getString("cursor_after")), row.getLong("gone")))
                .findOne();
    }

    private static Optional<PlannerLease.Cursor> cursor(String table, String after) {
        return Optional.ofNullable(table).map(name -> new PlannerLease.Cursor(name, Optional.ofNullable(after)));
    }

    @Override
    public List<Long> addPages(PlannerLease lease, List<NewPage> pages, Optional<PlannerLease.Cursor> next, long gone) throws StoreRefused {
        var stage = lease.stage();
        return transactions.run(handle -> {
            Guards.activeRun(handle, stage.runId());
            lockForPlanner(handle, lease);
            var ids = insert(handle, stage, pages);
            handle.createUpdate(
                    """
                            UPDATE pg2convex.stage SET pages = pages + :count, pages_left = pages_left + :count, gone = gone + :gone,
                                cursor_table = :table, cursor_after = :after, progressed_at = clock_timestamp(), state = CASE WHEN :complete THEN 'planned' ELSE state END
                            WHERE run_id = :run AND ordinal = :ordinal""")
                    .bind("count", ids.size())
                    .bind("gone", gone)
                    .bind("table", next.map(PlannerLease.Cursor::table).orElse(null))
                    .bind("after", next.flatMap(PlannerLease.Cursor::after).orElse(null))
                    .bind("complete", next.isEmpty())
                    .bind("run", stage.runId())
                    .bind("ordinal", stage.ordinal())
                    .execute();
            return ids;
        });
    }

    private static void lockForPlanner(Handle handle, PlannerLease lease) throws StoreRefused {
        var stage = lease.stage();
        boolean mine = handle.createQuery("""
                SELECT planner_token = :token AND state = 'unplanned' FROM pg2convex.stage
                WHERE run_id = :run AND ordinal = :ordinal
                FOR NO KEY UPDATE""")
                .bind("token", lease.token())
                .bind("run", stage.runId())
                .bind("ordinal", stage.ordinal())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false);
        if (!mine) {
            throw new StoreRefused("stage " + stage.ordinal() + " of run " + stage.runId() + " is planned already or by another");
        }
    }

    /** The numbers rise in the order of the pages. */
    private static List<Long> insert(Handle handle, Stage stage, List<NewPage> pages) {
        if (pages.isEmpty()) {
            return List.of();
        }
        return handle.createQuery("""
                WITH added AS (
                    INSERT INTO pg2convex.page (run_id, ordinal, table_name, after_key, through_key)
                    SELECT :run, :ordinal, new.table_name, new.after_key, new.through_key
                    FROM unnest(:tables, :afters, :throughs) WITH ORDINALITY
                        AS new (table_name, after_key, through_key, position)
                    ORDER BY new.position
                    RETURNING id)
                SELECT id FROM added ORDER BY id""")
                .bind("run", stage.runId())
                .bind("ordinal", stage.ordinal())
                .bindArray("tables", String.class, pages.stream().map(NewPage::table).toList())
                .bindArray("afters", String.class, pages.stream().map(page -> page.range().after().orElse(null)).toList())
                .bindArray("throughs", String.class, pages.stream().map(page -> page.range().through().orElse(null)).toList())
                .mapTo(Long.class)
                .list();
    }

    @Override
    public void renewPlanning(PlannerLease lease, Duration time) throws StoreRefused {
        transactions.run(handle -> {
            lockForPlanner(handle, lease);
            return handle.createUpdate("""
                    UPDATE pg2convex.stage SET planner_owner = :owner, planner_until = clock_timestamp() + make_interval(secs => :seconds)
                    WHERE run_id = :run AND ordinal = :ordinal""")
                    .bind("owner", lease.owner())
                    .bind("seconds", time.toMillis() / 1000.0)
                    .bind("run", lease.stage().runId())
                    .bind("ordinal", lease.stage().ordinal())
                    .execute();
        });
    }

    @Override
    public void releasePlanning(PlannerLease lease) {
        transactions.run(handle -> handle.createUpdate("""
                UPDATE pg2convex.stage SET planner_owner = NULL, planner_until = NULL
                WHERE run_id = :run AND ordinal = :ordinal AND planner_token = :token""")
                .bind("run", lease.stage().runId())
                .bind("ordinal", lease.stage().ordinal())
                .bind("token", lease.token())
                .execute());
    }

    @Override
    public boolean finish(UUID runId, int ordinal) {
        return transactions.run(handle -> handle.createUpdate("""
                UPDATE pg2convex.stage SET state = 'done'
                WHERE run_id = :run AND ordinal = :ordinal AND state = 'planned' AND pages_left = 0""")
                .bind("run", runId)
                .bind("ordinal", ordinal)
                .execute() == 1);
    }

    @Override
    public PassTotals totals(UUID runId, int pass) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT coalesce(sum(page.written), 0), coalesce(sum(page.late + page.deferred), 0)
                FROM pg2convex.page JOIN pg2convex.stage USING (run_id, ordinal)
                WHERE run_id = :run AND stage.pass = :pass AND stage.kind IN ('delete', 'load')""")
                .bind("run", runId)
                .bind("pass", pass)
                .map((row, _) -> new PassTotals(row.getLong(1), row.getLong(2)))
                .one());
    }

    @Override
    public List<Long> takeUnsent(UUID runId, int ordinal, Duration quiet, int limit) {
        // A row that somebody has locked is being worked on, or taken by another caller.
        return transactions.run(handle -> handle.createQuery("""
                WITH taken AS (
                    UPDATE pg2convex.page SET sent_at = clock_timestamp() WHERE id IN (
                        SELECT id FROM pg2convex.page
                        WHERE run_id = :run AND ordinal = :ordinal AND state = 'todo'
                            AND (lease_until IS NULL OR lease_until <= clock_timestamp())
                            AND sent_at <= clock_timestamp() - make_interval(secs => :quiet)
                        ORDER BY id LIMIT :limit FOR NO KEY UPDATE SKIP LOCKED)
                    RETURNING id)
                SELECT id FROM taken ORDER BY id""")
                .bind("run", runId)
                .bind("ordinal", ordinal)
                .bind("quiet", quiet.toMillis() / 1000.0)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list());
    }

    private static boolean isActive(Handle handle, UUID runId) {
        return Guards.shareRun(handle, runId).filter(Run.State.ACTIVE::equals).isPresent();
    }
}
