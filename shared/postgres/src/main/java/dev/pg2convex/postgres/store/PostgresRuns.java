package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Activity;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.store.Runs;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** {@link Runs} in Postgres. */
final class PostgresRuns implements Runs {
    static final String LIVE = "state IN ('active', 'paused')";
    private static final String NEWEST = " ORDER BY number DESC LIMIT 1";

    private final Transactions transactions;

    PostgresRuns(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public UUID storeId() {
        return transactions.look(handle -> handle.createQuery("SELECT store_id FROM pg2convex.store").mapTo(UUID.class).one());
    }

    @Override
    public Created create(NewRun run) {
        return transactions.run(handle -> new RunCreation(handle).create(run));
    }

    @Override
    public Optional<Requested> requested(String mapping, String request) {
        return transactions.run(handle -> new Requests(handle).find(mapping, request));
    }

    @Override
    public Optional<Run> find(UUID runId) {
        return transactions.look(handle -> find(handle, runId));
    }

    static Optional<Run> find(Handle handle, UUID runId) {
        return RunRows.one(handle.createQuery(RunRows.SELECT + "WHERE id = :run").bind("run", runId));
    }

    @Override
    public Optional<Run> unfinished(String mapping) {
        return transactions.look(handle -> RunRows
                .one(handle.createQuery(RunRows.SELECT + "WHERE mapping = :mapping AND " + LIVE + NEWEST).bind("mapping", mapping)));
    }

    @Override
    public Optional<Run> latest(String mapping) {
        return transactions.look(
                handle -> RunRows.one(handle.createQuery(RunRows.SELECT + "WHERE mapping = :mapping" + NEWEST).bind("mapping", mapping)));
    }

    @Override
    public List<Run> unfinished() {
        return transactions.look(handle -> RunRows.all(handle.createQuery(RunRows.SELECT + "WHERE " + LIVE + " ORDER BY number")));
    }

    @Override
    public Optional<Run> lastAt(String mapping, String url) {
        return last("url", mapping, url);
    }

    @Override
    public Optional<Run> lastOn(String mapping, String target) {
        return last("target", mapping, target);
    }

    private Optional<Run> last(String column, String mapping, String value) {
        return transactions.look(handle -> RunRows.one(handle
                .createQuery(RunRows.SELECT + "WHERE mapping = :mapping AND " + column
                        + " = :value AND kind = 'migrate' AND begun_at IS NOT NULL" + NEWEST)
                .bind("mapping", mapping)
                .bind("value", value)));
    }

    @Override
    public Optional<String> lastSource(String mapping, String target) {
        return transactions.look(handle -> handle
                .createQuery(
                        "SELECT source FROM pg2convex.run WHERE mapping = :mapping AND target = :target AND begun_at IS NOT NULL" + NEWEST)
                .bind("mapping", mapping)
                .bind("target", target)
                .mapTo(String.class)
                .findOne());
    }

    @Override
    public Optional<String> versionBefore(UUID runId) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT before.mapping_hash FROM pg2convex.run JOIN pg2convex.run AS before USING (mapping, target)
                WHERE run.id = :run AND before.number < run.number AND before.kind = 'migrate' AND before.begun_at IS NOT NULL
                ORDER BY before.number DESC LIMIT 1""").bind("run", runId).mapTo(String.class).findOne());
    }

    @Override
    public String source(UUID runId) {
        return transactions.look(handle -> handle.createQuery("SELECT source FROM pg2convex.run WHERE id = :run")
                .bind("run", runId)
                .mapTo(String.class)
                .one());
    }

    @Override
    public boolean isKnown(String runId) {
        return transactions.look(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM pg2convex.run WHERE id::text = :run)")
                .bind("run", runId)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Optional<Run> begun(UUID runId, String schemaJson) {
        var begin = "UPDATE pg2convex.run SET schema_json = :schema, begun_at = clock_timestamp() WHERE id = :run AND " + LIVE
                + " RETURNING ";
        return transactions
                .run(handle -> RunRows.one(handle.createQuery(begin + RunRows.COLUMNS).bind("run", runId).bind("schema", schemaJson)));
    }

    @Override
    public Optional<String> schema(UUID runId) {
        return transactions
                .look(handle -> handle.createQuery("SELECT schema_json FROM pg2convex.run WHERE id = :run AND schema_json IS NOT NULL")
                        .bind("run", runId)
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public void enter(UUID runId, Run.Phase phase) {
        change("UPDATE pg2convex.run SET phase = :text WHERE id = :run AND " + LIVE, runId, Codes.of(phase));
    }

    @Override
    public boolean end(UUID runId, Run.State state, String reason) {
        if (!state.ended()) {
            throw new IllegalArgumentException("a run does not end " + Codes.of(state));
        }
        return transactions.run(handle -> {
            boolean ended = handle.createUpdate(
                    "UPDATE pg2convex.run SET state = :state, reason = :reason, ended_at = clock_timestamp() WHERE id = :run AND " + LIVE)
                    .bind("state", Codes.of(state))
                    .bind("reason", reason)
                    .bind("run", runId)
                    .execute() == 1;
            if (ended) {
                handle.createUpdate("UPDATE pg2convex.page SET token = token + 1, owner = NULL, lease_until = NULL WHERE run_id = :run")
                        .bind("run", runId)
                        .execute();
                handle.createUpdate("""
                        UPDATE pg2convex.stage SET planner_token = planner_token + 1, planner_owner = NULL, planner_until = NULL
                        WHERE run_id = :run""").bind("run", runId).execute();
            }
            return ended;
        });
    }

    @Override
    public boolean pause(UUID runId, String reason) {
        return change("UPDATE pg2convex.run SET state = 'paused', reason = :text WHERE id = :run AND state = 'active'", runId, reason);
    }

    @Override
    public boolean stayPaused(UUID runId, String reason) {
        return change("UPDATE pg2convex.run SET reason = :text WHERE id = :run AND state = 'paused'", runId, reason);
    }

    @Override
    public boolean activate(UUID runId) {
        return transactions.run(handle -> {
            boolean changed = handle
                    .createUpdate("UPDATE pg2convex.run SET state = 'active', reason = NULL WHERE id = :run AND state = 'paused'")
                    .bind("run", runId)
                    .execute() == 1;
            if (changed) {
                // Whoever held a lease before the pause may be gone; where it is not, its token is no longer the page's.
                handle.createUpdate(
                        """
                                UPDATE pg2convex.page SET token = token + 1, owner = NULL, lease_until = NULL WHERE run_id = :run AND state = 'todo'""")
                        .bind("run", runId)
                        .execute();
                handle.createUpdate("""
                        UPDATE pg2convex.stage SET planner_token = planner_token + 1, planner_owner = NULL, planner_until = NULL
                        WHERE run_id = :run AND state = 'unplanned'""").bind("run", runId).execute();
                handle.createUpdate("UPDATE pg2convex.stage SET progressed_at = clock_timestamp() WHERE run_id = :run AND state <> 'done'")
                        .bind("run", runId)
                        .execute();
            }
            return changed;
        });
    }

    @Override
    public boolean reopen(UUID runId, Optional<String> request) {
        return transactions.run(handle -> {
            boolean reopened = handle.createUpdate("""
                    UPDATE pg2convex.run SET state = 'paused', ended_at = NULL, reason = 'its failed pages are to be sent again'
                    WHERE id = :run AND state = 'incomplete'
                        AND EXISTS (SELECT FROM pg2convex.page WHERE run_id = :run AND page.state = 'failed')
                        AND NOT EXISTS (SELECT FROM pg2convex.run AS newer WHERE newer.mapping = run.mapping
                            AND newer.target = run.target AND newer.number > run.number)""").bind("run", runId).execute() == 1;
            if (reopened) {
                handle.createUpdate("""
                        UPDATE pg2convex.page SET state = 'todo', reason = NULL, token = token + 1
                        WHERE run_id = :run AND state = 'failed'""").bind("run", runId).execute();
                handle.createUpdate("UPDATE pg2convex.stage SET failed = 0 WHERE run_id = :run").bind("run", runId).execute();
                request.ifPresent(id -> new Requests(handle).add(find(handle, runId).orElseThrow().mapping(), id, runId, true));
            }
            return reopened;
        });
    }

    private boolean change(String sql, UUID runId, String text) {
        return transactions.run(handle -> handle.createUpdate(sql).bind("run", runId).bind("text", text).execute() == 1);
    }

    @Override
    public void estimate(UUID runId, String table, long rows) {
        transactions.run(handle -> handle.createUpdate("""
                INSERT INTO pg2convex.estimate (run_id, table_name, rows) VALUES (:run, :table, :rows)
                ON CONFLICT (run_id, table_name) DO UPDATE SET rows = excluded.rows""")
                .bind("run", runId)
                .bind("table", table)
                .bind("rows", Math.max(0, rows))
                .execute());
    }

    @Override
    public void heartbeat(UUID runId, Driver driver) {
        transactions.run(handle -> new Heartbeats(handle).beat(runId, driver));
    }

    @Override
    public boolean alive(UUID runId, String name) {
        return transactions.look(handle -> new Heartbeats(handle).alive(runId, name));
    }

    @Override
    public List<Run> drivenBy(String name) {
        return transactions.look(handle -> new Heartbeats(handle).drivenBy(name));
    }

    @Override
    public Activity activity(String name) {
        return transactions.look(handle -> new Heartbeats(handle).activity(name));
    }

    @Override
    public RunProgress progress(UUID runId) {
        return transactions.run(handle -> ProgressQuery.of(handle, runId));
    }
}
