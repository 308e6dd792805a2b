package dev.pg2convex.postgres.store;

import dev.pg2convex.core.store.Intent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Rows of {@code intent} as {@link Intent}: one row per batch, its rows in arrays by position. */
final class IntentRows {
    /** Every query for intents starts with this. */
    static final String SELECT = """
            SELECT batch_id, run_id, page_id, table_name, row_keys, row_ops, row_documents, row_hashes, late FROM pg2convex.intent
            """;

    private IntentRows() {}

    static int insert(Handle handle, Intent intent) {
        return handle.createUpdate("""
                INSERT INTO pg2convex.intent (batch_id, run_id, page_id, table_name, row_keys, row_ops, row_documents,
                    row_hashes, late)
                VALUES (:batch, :run, :page, :table, :keys, :ops, :documents, :hashes, :late)""")
                .bind("batch", intent.batchId())
                .bind("run", intent.runId())
                .bind("page", intent.pageId())
                .bind("table", intent.table())
                .bindArray("keys", String.class, each(intent, Intent.Row::key))
                .bindArray("ops", String.class, each(intent, row -> Codes.of(row.op())))
                .bindArray("documents", String.class, each(intent, row -> row.documentId().orElse(null)))
                .bindArray("hashes", String.class, each(intent, Intent.Row::hash))
                .bind("late", intent.late())
                .execute();
    }

    private static List<String> each(Intent intent, Function<Intent.Row, String> part) {
        return intent.rows().stream().map(part).toList();
    }

    static Optional<Intent> lockOpen(Handle handle, UUID batchId) {
        return handle.createQuery(SELECT + "WHERE batch_id = :batch AND state = 'open' FOR NO KEY UPDATE")
                .bind("batch", batchId)
                .map((row, _) -> read(row))
                .findOne();
    }

    static List<Intent> all(Query query) {
        return query.map((row, _) -> read(row)).list();
    }

    /** False when it was closed before. */
    static boolean close(Handle handle, UUID batchId, String state) {
        return handle.createUpdate("""
                UPDATE pg2convex.intent SET state = :state, closed_at = clock_timestamp(), row_keys = '{}',
                    row_ops = '{}', row_documents = '{}', row_hashes = '{}'
                WHERE batch_id = :batch AND state = 'open'""").bind("state", state).bind("batch", batchId).execute() == 1;
    }

    private static Intent read(ResultSet row) throws SQLException {
        var keys = Texts.array(row, "row_keys");
        var ops = Texts.array(row, "row_ops");
        var documents = Texts.array(row, "row_documents");
        var hashes = Texts.array(row, "row_hashes");
        var rows = new ArrayList<Intent.Row>(keys.length);
        for (int i = 0; i < keys.length; i++) {
            rows.add(new Intent.Row(keys[i], Codes.parse(Intent.Op.class, ops[i]), Optional.ofNullable(documents[i]), hashes[i]));
        }
        return new Intent(row.getObject("batch_id", UUID.class), row.getObject("run_id", UUID.class), row.getLong("page_id"),
                row.getString("table_name"), rows, row.getInt("late"));
    }
}
