package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.PageTally;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.Pages;
import dev.pg2convex.core.store.StoreRefused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** {@link Pages} in Postgres. */
final class PostgresPages implements Pages {
    private final Transactions transactions;

    PostgresPages(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Leased lease(long pageId, String owner, Duration lease) {
        return transactions.run(handle -> {
            var run = handle
                    .createQuery(
                            "SELECT state FROM pg2convex.run WHERE id = (SELECT run_id FROM pg2convex.page WHERE id = :page) FOR SHARE")
                    .bind("page", pageId)
                    .map((row, _) -> Codes.parse(Run.State.class, row.getString(1)))
                    .findOne();
            if (run.isEmpty()) {
                return new Leased.Unknown();
            }
            var hold = lock(handle, pageId, owner);
            if (!hold.todo() || run.get().ended()) {
                return new Leased.Over();
            }
            if (run.get() == Run.State.PAUSED) {
                return new Leased.Paused();
            }
            return hold.remaining().isPresent() ? new Leased.Busy(hold.remaining().get())
                    : new Leased.Held(take(handle, pageId, owner, lease));
        });
    }

    /** @param remaining how long somebody else still holds it */
    private record Hold(boolean todo, Optional<Duration> remaining) {}

    private static Hold lock(Handle handle, long pageId, String owner) {
        return handle.createQuery("""
                SELECT state = 'todo' AS todo, CASE WHEN owner <> :owner AND lease_until > clock_timestamp()
                    THEN ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000)::bigint END AS remaining
                FROM pg2convex.page WHERE id = :page FOR NO KEY UPDATE""")
                .bind("owner", owner)
                .bind("page", pageId)
                .map((row, _) -> new Hold(row.getBoolean("todo"),
                        Optional.ofNullable(row.getObject("remaining", Long.class)).map(Duration::ofMillis)))
                .one();
    }

    private static PageLease take(Handle handle, long pageId, String owner, Duration lease) {
        return handle.createQuery("""
                UPDATE pg2convex.page SET token = token + 1, owner = :owner,
                    lease_until = clock_timestamp() + make_interval(secs => :seconds)
                FROM pg2convex.stage
                WHERE page.id = :page AND stage.run_id = page.run_id AND stage.ordinal = page.ordinal
                RETURNING page.id, page.run_id, page.ordinal, stage.kind, stage.pass, page.table_name, page.after_key,
                    page.through_key, page.token, page.owner, page.scan_cursor""")
                .bind("owner", owner)
                .bind("seconds", seconds(lease))
                .bind("page", pageId)
                .map((row, _) -> read(row))
                .one();
    }

    private static PageLease read(ResultSet row) throws SQLException {
        var range = new KeyRange(Optional.ofNullable(row.getString("after_key")), Optional.ofNullable(row.getString("through_key")));
        return new PageLease(row.getLong("id"), row.getObject("run_id", UUID.class), row.getInt("ordinal"),
                Codes.parse(Stage.Kind.class, row.getString("kind")), row.getInt("pass"), row.getString("table_name"), range,
                row.getLong("token"), row.getString("owner"), Optional.ofNullable(row.getString("scan_cursor")));
    }

    @Override
    public void renew(PageLease held, Duration lease) throws StoreRefused {
        transactions.run(handle -> {
            Guards.heldPage(handle, held, Guards.Lock.EXCLUSIVE);
            return handle.createUpdate("""
                    UPDATE pg2convex.page SET owner = :owner,
                        lease_until = clock_timestamp() + make_interval(secs => :seconds) WHERE id = :page""")
                    .bind("owner", held.owner())
                    .bind("seconds", seconds(lease))
                    .bind("page", held.pageId())
                    .execute();
        });
    }

    @Override
    public void release(PageLease held) {
        transactions.run(handle -> handle
                .createUpdate("UPDATE pg2convex.page SET owner = NULL, lease_until = NULL WHERE id = :page AND token = :token")
                .bind("page", held.pageId())
                .bind("token", held.token())
                .execute());
    }

    @Override
    public void saveCursor(PageLease held, String cursor, long rows) throws StoreRefused {
        transactions.run(handle -> {
            Guards.heldPage(handle, held, Guards.Lock.EXCLUSIVE);
            return handle.createUpdate("""
                    UPDATE pg2convex.page SET rows = rows + :rows, scan_cursor = :cursor
                    WHERE id = :page AND scan_cursor IS DISTINCT FROM :cursor""")
                    .bind("rows", rows)
                    .bind("cursor", cursor)
                    .bind("page", held.pageId())
                    .execute();
        });
    }

    @Override
    public StageRest finish(PageLease held, long rows, long late) throws StoreRefused {
        return transactions.run(handle -> {
            try {
                Guards.heldPage(handle, held, Guards.Lock.EXCLUSIVE);
            } catch (StoreRefused e) {
                if (isFinished(handle, held)) {
                    return rest(handle, held.pageId());
                }
                throw e;
            }
            refuseOpenIntents(handle, held);
            handle.createUpdate("""
                    UPDATE pg2convex.page SET state = 'done', rows = rows + :rows, late = :late, owner = NULL,
                        lease_until = NULL, rejected = (SELECT count(*) FROM pg2convex.reject WHERE page_id = :page)
                    WHERE id = :page""").bind("rows", rows).bind("late", late).bind("page", held.pageId()).execute();
            return handle.createQuery("""
                    UPDATE pg2convex.stage SET pages_left = pages_left - 1, progressed_at = clock_timestamp()
                    WHERE run_id = :run AND ordinal = :ordinal
                    RETURNING ordinal, pages_left, failed, state <> 'unplanned' AS planned""")
                    .bind("run", held.runId())
                    .bind("ordinal", held.ordinal())
                    .map((row, _) -> stageRest(row))
                    .one();
        });
    }

    /** The caller finished this page itself and did not hear of it. */
    private static boolean isFinished(Handle handle, PageLease held) {
        return handle.createQuery("SELECT EXISTS (SELECT FROM pg2convex.page WHERE id = :page AND token = :token AND state = 'done')")
                .bind("page", held.pageId())
                .bind("token", held.token())
                .mapTo(Boolean.class)
                .one();
    }

    private static void refuseOpenIntents(Handle handle, PageLease held) throws StoreRefused {
        if (handle.createQuery("SELECT EXISTS (SELECT FROM pg2convex.intent WHERE page_id = :page AND state = 'open')")
                .bind("page", held.pageId())
                .mapTo(Boolean.class)
                .one()) {
            throw new StoreRefused("page " + held.pageId() + " of " + held.table() + ": a batch of it is not settled");
        }
    }

    @Override
    public StageRest fail(PageLease held, String reason) {
        return transactions.run(handle -> {
            boolean failed = handle.createUpdate("""
                    UPDATE pg2convex.page SET state = 'failed', reason = :reason, token = token + 1, owner = NULL,
                        lease_until = NULL
                    WHERE id = :page AND state = 'todo' AND token = :token""")
                    .bind("reason", reason)
                    .bind("page", held.pageId())
                    .bind("token", held.token())
                    .execute() == 1;
            if (failed) {
                handle.createUpdate("""
                        UPDATE pg2convex.stage SET failed = failed + 1
                        WHERE run_id = :run AND ordinal = :ordinal""").bind("run", held.runId()).bind("ordinal", held.ordinal()).execute();
            }
            return rest(handle, held.pageId());
        });
    }

    @Override
    public PageTally tally(long pageId) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT rows, inserted + adopted + updated + recreated + deleted, rejected,
                    (SELECT count(*) FROM pg2convex.finding WHERE page_id = page.id)
                FROM pg2convex.page WHERE id = :page""")
                .bind("page", pageId)
                .map((row, _) -> new PageTally(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .one());
    }

    @Override
    public List<FailedPage> failed(UUID runId, int limit) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT id, table_name, coalesce(reason, '') FROM pg2convex.page
                WHERE run_id = :run AND state = 'failed' ORDER BY id LIMIT :limit""")
                .bind("run", runId)
                .bind("limit", limit)
                .map((row, _) -> new FailedPage(row.getLong(1), row.getString(2), row.getString(3)))
                .list());
    }

    private static StageRest rest(Handle handle, long pageId) {
        return handle.createQuery("""
                SELECT ordinal, stage.pages_left, stage.failed, stage.state <> 'unplanned' AS planned
                FROM pg2convex.page JOIN pg2convex.stage USING (run_id, ordinal) WHERE page.id = :page""")
                .bind("page", pageId)
                .map((row, _) -> stageRest(row))
                .findOne()
                .orElseThrow(() -> new IllegalArgumentException("no page " + pageId));
    }

    private static StageRest stageRest(ResultSet row) throws SQLException {
        return new StageRest(row.getInt("ordinal"), row.getInt("pages_left"), row.getInt("failed"), row.getBoolean("planned"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
