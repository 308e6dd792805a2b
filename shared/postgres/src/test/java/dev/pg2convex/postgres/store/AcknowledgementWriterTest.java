package dev.pg2convex.postgres.store;

import static dev.pg2convex.postgres.store.TestRun.delete;
import static dev.pg2convex.postgres.store.TestRun.update;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.OperationResult.Deleted;
import dev.pg2convex.core.target.OperationResult.Updated;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class AcknowledgementWriterTest {
    private final TestRun run = TestRun.start();

    @Test
    void write_tableWithoutStatistics_readsOnlyTheMappingsOfItsRows() {
        TestStore.execute(TestStore.shared(), """
                INSERT INTO pg2convex.id_mapping (target, table_name, key, document_id, hash, origin)
                SELECT '%s', 'users', n::text, '%s ' || n, '', 'inserted' FROM generate_series(1, 20000) AS n""".formatted(run.target(),
                run.id()));
        var rows = IntStream.rangeClosed(1, 500)
                .mapToObj(n -> n % 2 == 1 ? update("" + n, run.id() + " " + n, "new") : delete("" + n, run.id() + " " + n))
                .toArray(Intent.Row[]::new);
        var results = Stream.of(rows).<OperationResult>map(row -> row.op() == Intent.Op.UPDATE ? new Updated() : new Deleted()).toList();
        var intent = run.intent(TestRun.lease(run.onePage(), "a"), rows);

        long read = new Transactions(TestStore.shared()).run(handle -> {
            long before = mappingsRead(handle);
            new AcknowledgementWriter(handle, intent).write(Acknowledgement.of(intent, results));
            return mappingsRead(handle) - before;
        });

        assertEquals(500, read);
        var left = TestStore.store().idMappings().byKeys(run.target(), "users", List.of("1", "2", "3"));
        assertEquals("new", left.get("1").hash());
        assertEquals(List.of("1", "3"), left.keySet().stream().sorted().toList());
    }

    /** By this session, since it last had time to tell of it. */
    private static long mappingsRead(Handle handle) {
        return handle
                .createQuery(
                        "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relid = 'pg2convex.id_mapping'::regclass")
                .mapTo(Long.class)
                .one();
    }
}
