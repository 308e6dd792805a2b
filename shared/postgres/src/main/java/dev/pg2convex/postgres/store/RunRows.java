package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/** Rows of {@code run} as {@link Run}. */
final class RunRows {
    static final String COLUMNS = """
            id, mapping, mapping_hash, target, kind, state, phase, scope, redrive_reasons, redrive_keys, part_keys, part_where, verify, allow_deletes, allow_existing, allow_other_source, removed, reason,
                begun_at, created_at, ended_at""";
    /** Every query for runs starts with this. */
    static final String SELECT = "SELECT " + COLUMNS + " FROM pg2convex.run ";

    private RunRows() {}

    static Optional<Run> one(Query query) {
        return query.map((row, _) -> read(row)).findFirst();
    }

    static List<Run> all(Query query) {
        return query.map((row, _) -> read(row)).list();
    }

    private static Scope scope(ResultSet row) throws SQLException {
        var redrive = row.getArray("redrive_reasons") == null ? Optional.<Scope.Redrive>empty()
                : Optional.of(new Scope.Redrive(Texts.list(row, "redrive_reasons"), Texts.list(row, "redrive_keys")));
        return new Scope(Texts.list(row, "scope"), redrive, part(row));
    }

    private static Optional<Scope.Part> part(ResultSet row) throws SQLException {
        var where = Optional.ofNullable(row.getString("part_where"));
        var keys = row.getArray("part_keys") == null ? List.<String>of() : Texts.list(row, "part_keys");
        return where.isEmpty() && keys.isEmpty() ? Optional.empty() : Optional.of(new Scope.Part(keys, where));
    }

    private static Run read(ResultSet row) throws SQLException {
        var options = new RunOptions(row.getBoolean("verify"), row.getBoolean("allow_deletes"), row.getBoolean("allow_existing"),
                row.getBoolean("allow_other_source"),
                Optional.ofNullable(row.getString("removed")).map(code -> Codes.parse(Removal.class, code)));
        return new Run(row.getObject("id", UUID.class), row.getString("mapping"), row.getString("mapping_hash"), row.getString("target"),
                Codes.parse(Run.Kind.class, row.getString("kind")), Codes.parse(Run.State.class, row.getString("state")),
                Codes.parse(Run.Phase.class, row.getString("phase")), scope(row), options, Optional.ofNullable(row.getString("reason")),
                time(row, "begun_at"), row.getTimestamp("created_at").toInstant(), time(row, "ended_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
