package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Where a run stands, summed up from its pages. */
final class ProgressQuery {
    /**
     * Per table the stage that it is in (or was in last, or comes to first) and the sums over its pages; parents first. "Unchanged" is what pages of
     * the first load read, less what became of it otherwise.
     */
    private static final String TABLES = """
            WITH part AS (
                SELECT stage.ordinal, stage.kind, stage.pass, tables.table_name, tables.position
                FROM pg2convex.stage CROSS JOIN unnest(stage.tables) WITH ORDINALITY AS tables (table_name, position)
                WHERE stage.run_id = :run),
            place AS (
                SELECT table_name, min(ordinal * 10000::bigint + position) FILTER (WHERE kind = 'load') AS load_place,
                    min(ordinal * 10000::bigint + position) AS first_place
                FROM part GROUP BY table_name),
            present AS (
                SELECT DISTINCT ON (table_name) table_name, ordinal, kind, pass
                FROM part ORDER BY table_name, ordinal > :current, abs(ordinal - :current)),
            total AS (
                SELECT page.table_name, page.ordinal, stage.kind, stage.kind = 'load' AND stage.pass = 0 AS first_load, count(*) AS pages,
                    count(*) FILTER (WHERE page.state = 'done') AS pages_done, count(*) FILTER (WHERE page.state = 'failed') AS pages_failed,
                    sum(page.rows) AS rows_seen, coalesce(sum(page.rows) FILTER (WHERE page.state = 'done'), 0) AS rows_done,
                    coalesce(sum(page.inserted + page.adopted + page.updated + page.recreated + page.rejected + page.late)
                        FILTER (WHERE page.state = 'done'), 0) AS rows_otherwise,
                    sum(page.inserted) AS inserted, sum(page.adopted) AS adopted, sum(page.updated) AS updated, sum(page.recreated) AS recreated,
                    sum(page.deleted) AS deleted
                FROM pg2convex.page JOIN pg2convex.stage USING (run_id, ordinal)
                WHERE run_id = :run GROUP BY page.table_name, page.ordinal, stage.kind, stage.pass),
            sums AS (
                SELECT table_name, coalesce(sum(rows_done) FILTER (WHERE first_load), 0) AS rows,
                    greatest(0, coalesce(sum(rows_done - rows_otherwise) FILTER (WHERE first_load), 0)) AS unchanged,
                    sum(inserted) AS inserted, sum(adopted) AS adopted, sum(updated) AS updated, sum(recreated) AS recreated, sum(deleted) AS deleted,
                    coalesce(sum(rows_seen) FILTER (WHERE kind = 'verify'), 0) AS compared,
                    coalesce(sum(rows_seen) FILTER (WHERE kind = 'scan'), 0) AS scanned
                FROM total GROUP BY table_name)
            SELECT present.table_name, present.kind, present.pass, coalesce(estimate.rows, 0) AS estimated, coalesce(total.rows_done, 0) AS rows_done,
                coalesce(total.pages, 0) AS pages, coalesce(total.pages_done, 0) AS pages_done, coalesce(total.pages_failed, 0) AS pages_failed,
                coalesce(sums.rows, 0) AS rows, coalesce(sums.unchanged, 0) AS unchanged, coalesce(sums.inserted, 0) AS inserted,
                coalesce(sums.adopted, 0) AS adopted, coalesce(sums.updated, 0) AS updated, coalesce(sums.recreated, 0) AS recreated,
                coalesce(sums.deleted, 0) AS deleted, coalesce(sums.compared, 0) AS compared, coalesce(sums.scanned, 0) AS scanned,
                (SELECT count(*) FROM pg2convex.reject
                    WHERE reject.target = :target AND reject.mapping = :mapping AND reject.table_name = present.table_name) AS rejected,
                (SELECT count(*) FROM pg2convex.finding WHERE finding.run_id = :run AND finding.table_name = present.table_name) AS findings
            FROM present JOIN place USING (table_name) LEFT JOIN sums USING (table_name)
                LEFT JOIN total ON total.table_name = present.table_name AND total.ordinal = present.ordinal
                LEFT JOIN pg2convex.estimate ON estimate.run_id = :run AND estimate.table_name = present.table_name
            ORDER BY coalesce(place.load_place, place.first_place), present.table_name""";

    private ProgressQuery() {}

    static RunProgress of(Handle handle, UUID runId) {
        var run = PostgresRuns.find(handle, runId).orElseThrow(() -> new IllegalArgumentException("no run " + runId));
        var stage = StageRows.current(handle, runId);
        var tables = handle.createQuery(TABLES)
                .bind("run", runId)
                .bind("target", run.target())
                .bind("mapping", run.mapping())
                .bind("current", stage.map(Stage::ordinal).orElse(Integer.MAX_VALUE))
                .map((row, _) -> table(row))
                .list();
        var names = tables.stream().map(RunProgress.Table::table).toList();
        boolean alive = new Heartbeats(handle).alive(runId, "");
        return new RunProgress(run, stage, tables, rejectedByReason(handle, run.target(), run.mapping(), names),
                count(handle, "SELECT count(*) FROM pg2convex.finding WHERE run_id = :run", runId),
                count(handle, "SELECT count(DISTINCT (table_name, field)) FROM pg2convex.collision WHERE run_id = :run", runId), alive);
    }

    private static RunProgress.Table table(ResultSet row) throws SQLException {
        var counts = new Counts(row.getLong("rows"), row.getLong("inserted"), row.getLong("adopted"), row.getLong("updated"),
                row.getLong("unchanged"), row.getLong("recreated"), row.getLong("deleted"), row.getLong("rejected"));
        return new RunProgress.Table(row.getString("table_name"), Codes.parse(Stage.Kind.class, row.getString("kind")), row.getInt("pass"),
                row.getLong("estimated"), row.getLong("rows_done"), row.getInt("pages"), row.getInt("pages_done"),
                row.getInt("pages_failed"), counts, row.getLong("compared"), row.getLong("scanned"), row.getLong("findings"));
    }

    private static Map<String, Long> rejectedByReason(Handle handle, String target, String mapping, List<String> tables) {
        return handle.createQuery("""
                SELECT reason, count(*) FROM pg2convex.reject
                WHERE target = :target AND mapping = :mapping AND table_name = ANY (:tables) GROUP BY reason""")
                .bind("target", target)
                .bind("mapping", mapping)
                .bindArray("tables", String.class, tables)
                .map((row, _) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long count(Handle handle, String sql, UUID runId) {
        return handle.createQuery(sql).bind("run", runId).mapTo(Long.class).one();
    }
}
