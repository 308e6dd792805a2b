package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.KeyRange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a transaction pooler needs: a connection after a call is as it was before. And what a page needs: plans by the key's index. */
final class PoolerTest {
    private static final String SETTINGS = "SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings";

    @RegisterExtension
    static final TestDatabase DB = new TestDatabase("CREATE TABLE parents (id int PRIMARY KEY, name text)",
            "INSERT INTO parents SELECT n, 'p' || n FROM generate_series(1, 20000) n",
            "CREATE TABLE big (a int, b text, parent int, body text, PRIMARY KEY (a, b))",
            "INSERT INTO big SELECT n / 10, 'k' || n, n, repeat('x', 200) FROM generate_series(1, 50000) n", "VACUUM ANALYZE big",
            "VACUUM ANALYZE parents");

    private static TablePlan plan() {
        return DB.plan("big").ref(List.of("parent"), "parents", List.of("id")).column("body").build();
    }

    private static String explain(SqlQuery query) {
        return new Snapshots(DB.pool()).read("explaining", Snapshots.Extent.PAGE, connection -> String.join("\n",
                new SqlQuery("EXPLAIN (COSTS OFF) " + query.text(), query.parameters()).list(connection, row -> row.getString(1))));
    }

    @Test
    void calls_leaveNoSettingAndNoStatementBehind() {
        TablePlan plan = plan();
        var reader = DB.reader();
        String before = DB.query(SETTINGS).getFirst();
        for (int i = 0; i < 10; i++) {
            reader.read(plan, KeyRange.ALL, 100, 1 << 20);
        }
        reader.borders(plan, Optional.empty(), 10, 10);
        reader.existing(plan, List.of("[\"1\",\"k10\"]"));
        reader.readKeys(plan, List.of("[\"1\",\"k10\"]"));
        reader.estimateRows(plan);
        reader.collisions(plan, "body", _ -> {});
        DB.catalog().identity();
        DB.catalog().typeOf(plan.source(), "nope");
        assertEquals(1, DB.pool().getHikariPoolMXBean().getTotalConnections());
        assertEquals(before, DB.query(SETTINGS).getFirst());
        assertEquals(List.of(), DB.query("SELECT statement FROM pg_prepared_statements"));
        assertEquals(List.of("test"), DB.query("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()"));
    }

    @Test
    void read_isOneSnapshotThatCannotWrite() {
        List<String> settings = new Snapshots(DB.pool()).read("asking", Snapshots.Extent.PAGE,
                connection -> SqlQuery
                        .of("""
                                SELECT unnest(ARRAY[current_setting('transaction_isolation'), current_setting('transaction_read_only'), current_setting('TimeZone'),
                                current_setting('row_security')])""")
                        .list(connection, row -> row.getString(1)));
        assertEquals(List.of("repeatable read", "on", "UTC", "off"), settings);
    }

    @Test
    void borders_areReadFromTheKeysIndexOnly() {
        String text = explain(new SelectSql(plan()).borders(Optional.of("[\"100\",\"k1000\"]"), 1_000, 10));
        assertTrue(text.contains("Index Only Scan using big_pkey"), text);
        assertTrue(text.contains("Index Cond: (ROW(a, b) > ROW(100, 'k1000'::text))"), text);
    }

    @Test
    void rows_areReadByTheKeysIndexInBothDirections() {
        var range = new KeyRange(Optional.of("[\"100\",\"k1000\"]"), Optional.of("[\"200\",\"k2000\"]"));
        String text = explain(new SelectSql(plan()).rows(range, 100, java.util.Set.of()));
        assertTrue(text.contains("Index Scan using big_pkey"), text);
        assertTrue(text.contains("Index Cond: ((ROW(a, b) > ROW(100, 'k1000'::text)) AND (ROW(a, b) <= ROW(200, 'k2000'::text)))"), text);
        assertTrue(text.contains("using parents_pkey"), text);
        assertTrue(!text.contains("Sort") && !text.contains("Seq Scan"), text);
    }

    @Test
    void keys_areLookedUpByTheirIndex() {
        String text = explain(new SelectSql(plan()).existing(List.of("[\"1\",\"k10\"]", "[\"2\",\"k20\"]")));
        assertTrue(text.contains("Index Only Scan using big_pkey"), text);
        String single = explain(new SelectSql(DB.plan("parents").build()).rowsByKeys(List.of("1", "2"), java.util.Set.of()));
        assertTrue(single.contains("using parents_pkey") && single.contains("Index Cond: (id = ANY ('{1,2}'::integer[]))"), single);
    }
}
