package dev.pg2convex.postgres.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Sums over a table's pages of one stage.
 *
 * @param seen rows of all its pages
 * @param rowsDone rows of those that are done
 * @param otherwise of these, rows that something became of: they were written, rejected or put off
 */
record PageSums(String table, int ordinal, int pages, int done, int failed, long seen, long rowsDone, long otherwise, long inserted,
        long adopted, long updated, long recreated, long deleted) {
    private static final String SUMS = """
            SELECT table_name, ordinal, count(*) AS pages, count(*) FILTER (WHERE state = 'done') AS done,
                count(*) FILTER (WHERE state = 'failed') AS failed, sum(rows) AS seen,
                coalesce(sum(rows) FILTER (WHERE state = 'done'), 0) AS rows_done,
                coalesce(sum(inserted + adopted + updated + recreated + rejected + late) FILTER (WHERE state = 'done'), 0) AS otherwise,
                sum(inserted) AS inserted, sum(adopted) AS adopted, sum(updated) AS updated, sum(recreated) AS recreated,
                sum(deleted) AS deleted
            FROM pg2convex.page WHERE run_id = :run GROUP BY table_name, ordinal""";

    static List<PageSums> of(Handle handle, UUID runId) {
        return handle.createQuery(SUMS).bind("run", runId).map((row, _) -> read(row)).list();
    }

    /** What a stage without pages has. */
    static PageSums none(String table, int ordinal) {
        return new PageSums(table, ordinal, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static PageSums read(ResultSet row) throws SQLException {
        return new PageSums(row.getString("table_name"), row.getInt("ordinal"), row.getInt("pages"), row.getInt("done"),
                row.getInt("failed"), row.getLong("seen"), row.getLong("rows_done"), row.getLong("otherwise"), row.getLong("inserted"),
                row.getLong("adopted"), row.getLong("updated"), row.getLong("recreated"), row.getLong("deleted"));
    }
}
