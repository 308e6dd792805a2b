package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Stage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Rows of {@code stage} as {@link Stage}. */
final class StageRows {
    /** The columns that {@link #read} needs. */
    static final String COLUMNS = "run_id, ordinal, kind, pass, tables, state, pages, pages_left, failed";

    private StageRows() {}

    static Stage read(ResultSet row) throws SQLException {
        return new Stage(row.getObject("run_id", UUID.class), row.getInt("ordinal"), Codes.parse(Stage.Kind.class, row.getString("kind")),
                row.getInt("pass"), Texts.list(row, "tables"), Codes.parse(Stage.State.class, row.getString("state")), row.getInt("pages"),
                row.getInt("pages_left"), row.getInt("failed"));
    }

    /** A run's stages in their order. */
    static List<Stage> all(Handle handle, UUID runId) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM pg2convex.stage WHERE run_id = :run ORDER BY ordinal")
                .bind("run", runId)
                .map((row, _) -> read(row))
                .list();
    }

    /** The first stage that is not done. */
    static Optional<Stage> current(Handle handle, UUID runId) {
        return handle
                .createQuery("SELECT " + COLUMNS + " FROM pg2convex.stage WHERE run_id = :run AND state <> 'done' ORDER BY ordinal LIMIT 1")
                .bind("run", runId)
                .map((row, _) -> read(row))
                .findOne();
    }
}
