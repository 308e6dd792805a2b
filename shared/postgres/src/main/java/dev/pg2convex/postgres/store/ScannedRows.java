package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.store.Findings.Alike;
import dev.pg2convex.core.store.ScannedDocument;
import dev.pg2convex.core.store.ScannedDocument.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What a scan saw, row by row; Postgres does the comparing, so that no table is held in memory. */
final class ScannedRows {
    private static final String COLUMNS = "document_id, created, standing, key, natural_key, content";

    /**
     * For each unmapped document the oldest mapped one that is like it in one of the two hashes. Sorted, not joined: the table was filled a moment
     * ago, so that the planner knows nothing of it and would join it row by row.
     */
    private static final String TWINS = """
            SELECT * FROM (
                SELECT DISTINCT ON (document_id) * FROM (
                    SELECT *, first_value(document_id) OVER alike AS original, first_value(created) OVER alike AS original_created,
                        first_value(standing) OVER alike AS original_standing
                    FROM (
                        SELECT *, 'natural_key' AS hash, natural_key AS value FROM pg2convex.scanned_document
                        WHERE run_id = :run AND table_name = :table AND natural_key IS NOT NULL
                        UNION ALL
                        SELECT *, 'content', content FROM pg2convex.scanned_document
                        WHERE run_id = :run AND table_name = :table AND content IS NOT NULL) AS hashed
                    WINDOW alike AS (PARTITION BY hash, value ORDER BY standing = 'unmapped', created, document_id)) AS compared
                WHERE standing = 'unmapped' AND original_standing <> 'unmapped'
                ORDER BY document_id, original_created, original) AS own
            ORDER BY created, document_id""";

    private static final String DUPLICATES = """
            SELECT * FROM (
                SELECT *, first_value(document_id) OVER (PARTITION BY natural_key ORDER BY created, document_id) AS original
                FROM pg2convex.scanned_document
                WHERE run_id = :run AND table_name = :table AND natural_key IS NOT NULL AND standing <> 'unmapped') AS grouped
            WHERE document_id <> original
            ORDER BY created, document_id""";

    private ScannedRows() {}

    static int put(Handle handle, PageLease held, List<ScannedDocument> documents) {
        return handle.createUpdate("INSERT INTO pg2convex.scanned_document (run_id, table_name, " + COLUMNS + ")" + """
                 SELECT :run, :table, new.* FROM unnest(:documents, :created, :standings, :keys, :naturalKeys, :contents) AS new
                ON CONFLICT (run_id, table_name, document_id) DO UPDATE SET standing = excluded.standing, key = excluded.key,
                    natural_key = excluded.natural_key, content = excluded.content""")
                .bind("run", held.runId())
                .bind("table", held.table())
                .bindArray("documents", String.class, each(documents, ScannedDocument::documentId))
                .bindArray("created", Double.class, each(documents, ScannedDocument::created))
                .bindArray("standings", String.class, each(documents, document -> Codes.of(document.standing())))
                .bindArray("keys", String.class, each(documents, document -> document.key().orElse(null)))
                .bindArray("naturalKeys", String.class, each(documents, document -> document.naturalKey().orElse(null)))
                .bindArray("contents", String.class, each(documents, document -> document.content().orElse(null)))
                .execute();
    }

    static int forget(Handle handle, PageLease held, Collection<String> documentIds) {
        return handle.createUpdate("""
                DELETE FROM pg2convex.scanned_document
                WHERE run_id = :run AND table_name = :table AND document_id = ANY (:documents)""")
                .bind("run", held.runId())
                .bind("table", held.table())
                .bindArray("documents", String.class, documentIds)
                .execute();
    }

    static List<ScannedDocument> list(Handle handle, UUID runId, String table, Standing standing) {
        return handle.createQuery("SELECT " + COLUMNS + """
                 FROM pg2convex.scanned_document WHERE run_id = :run AND table_name = :table AND standing = :standing
                ORDER BY created, document_id""")
                .bind("run", runId)
                .bind("table", table)
                .bind("standing", Codes.of(standing))
                .map((row, _) -> document(row))
                .list();
    }

    static long count(Handle handle, UUID runId, String table, Standing standing) {
        return handle.createQuery("""
                SELECT count(*) FROM pg2convex.scanned_document
                WHERE run_id = :run AND table_name = :table AND standing = :standing""")
                .bind("run", runId)
                .bind("table", table)
                .bind("standing", Codes.of(standing))
                .mapTo(Long.class)
                .one();
    }

    static List<Alike> twins(Handle handle, UUID runId, String table) {
        return alike(handle, TWINS, runId, table);
    }

    static List<Alike> duplicates(Handle handle, UUID runId, String table) {
        return alike(handle, DUPLICATES, runId, table);
    }

    private static List<Alike> alike(Handle handle, String sql, UUID runId, String table) {
        return handle.createQuery(sql)
                .bind("run", runId)
                .bind("table", table)
                .map((row, _) -> new Alike(document(row), row.getString("original")))
                .list();
    }

    private static ScannedDocument document(ResultSet row) throws SQLException {
        return new ScannedDocument(row.getString("document_id"), row.getDouble("created"),
                Codes.parse(Standing.class, row.getString("standing")), Optional.ofNullable(row.getString("key")),
                Optional.ofNullable(row.getString("natural_key")), Optional.ofNullable(row.getString("content")));
    }

    private static <T, P> List<P> each(List<T> items, Function<T, P> part) {
        return items.stream().map(part).toList();
    }
}
