package dev.pg2convex.postgres.store;

import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.store.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** {@link Written} in Postgres. */
final class PostgresWritten implements Written {
    /** Of the run's mapping and target. */
    private static final String OF_RUN = "(target, mapping) = (SELECT target, mapping FROM pg2convex.run WHERE id = :run)";
    private static final String TARGET_OF_RUN = "target = (SELECT target FROM pg2convex.run WHERE id = :run)";

    private final Transactions transactions;

    PostgresWritten(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Field> of(String mapping, String target) {
        return transactions.look(handle -> handle.createQuery("""
                SELECT table_name, field, removed FROM pg2convex.written_field WHERE target = :target AND mapping = :mapping
                ORDER BY table_name, field""")
                .bind("target", target)
                .bind("mapping", mapping)
                .map((row, _) -> new Field(row.getString("table_name"), row.getString("field"), row.getBoolean("removed")))
                .list());
    }

    @Override
    public void begin(UUID runId, Map<String, List<String>> mapped, Optional<Removal> removal) {
        var tables = new ArrayList<String>();
        var fields = new ArrayList<String>();
        mapped.forEach((table, names) -> names.forEach(name -> {
            tables.add(table);
            fields.add(name);
        }));
        if (removal.equals(Optional.of(Removal.KEEP))) {
            forgetTables(runId, tables);
        }
        transactions.run(handle -> {
            removal.ifPresent(decided -> letGo(handle, runId, decided, tables, fields));
            update(handle, "DELETE FROM pg2convex.reject WHERE " + OF_RUN + " AND NOT table_name = ANY (:tables)", runId)
                    .bindArray("tables", String.class, tables)
                    .execute();
            update(handle, """
                    INSERT INTO pg2convex.written_field (target, mapping, table_name, field)
                    SELECT run.target, run.mapping, given.table_name, given.field
                    FROM pg2convex.run, unnest(:tables, :fields) AS given (table_name, field) WHERE run.id = :run
                    ON CONFLICT (target, mapping, table_name, field) DO UPDATE SET removed = false""", runId)
                    .bindArray("tables", String.class, tables)
                    .bindArray("fields", String.class, fields)
                    .execute();
            return null;
        });
    }

    /** The tables that the mapping no longer has and nobody has decided about. Interrupted, it is done again: their notes go last. */
    private void forgetTables(UUID runId, List<String> mapped) {
        var which = TARGET_OF_RUN + " AND table_name IN (SELECT table_name FROM pg2convex.written_field WHERE " + OF_RUN
                + " AND NOT removed AND NOT table_name = ANY (:tables))";
        int some = 1;
        while (some > 0) {
            some = transactions.run(
                    handle -> update(handle, StoreCleaning.deleteSome("id_mapping", which), runId).bindArray("tables", String.class, mapped)
                            .execute());
        }
    }

    private static void letGo(Handle handle, UUID runId, Removal removal, List<String> tables, List<String> fields) {
        var undecided = OF_RUN + " AND NOT removed AND (table_name, field) NOT IN (SELECT * FROM unnest(:tables, :fields))";
        var sql = switch (removal) {
            case DELETE -> "UPDATE pg2convex.written_field SET removed = true WHERE " + undecided;
            case KEEP -> "DELETE FROM pg2convex.written_field WHERE " + undecided;
        };
        update(handle, sql, runId).bindArray("tables", String.class, tables).bindArray("fields", String.class, fields).execute();
    }

    @Override
    public void deleted(UUID runId, List<String> tables) {
        transactions.run(handle -> update(handle, "DELETE FROM pg2convex.written_field WHERE " + OF_RUN + """
                AND removed AND (table_name = ANY (:tables) OR table_name NOT IN (
                   SELECT table_name FROM pg2convex.written_field WHERE NOT removed AND\s""" + OF_RUN + """
                ) AND NOT EXISTS (SELECT FROM pg2convex.id_mapping WHERE id_mapping.target = written_field.target
                    AND id_mapping.table_name = written_field.table_name))""", runId).bindArray("tables", String.class, tables).execute());
    }

    @Override
    public boolean forget(UUID resetId) {
        int some = 1;
        while (some > 0) {
            some = transactions.run(handle -> new StoreCleaning(handle).forgetSomeIds(resetId));
        }
        return transactions.run(handle -> new StoreCleaning(handle).forget(resetId));
    }

    @Override
    public boolean forgetResets(String mapping) {
        return transactions.run(handle -> new StoreCleaning(handle).forgetResets(mapping));
    }

    private static Update update(Handle handle, String sql, UUID runId) {
        return handle.createUpdate(sql).bind("run", runId);
    }
}
