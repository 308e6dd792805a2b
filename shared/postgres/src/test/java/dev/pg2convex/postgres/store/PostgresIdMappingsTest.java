package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.OperationResult.Inserted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresIdMappingsTest {
    private static final List<String> KEYS = List.of("1", "10", "2", "Z", "a", "é", "😀");

    private final PostgresStore store = TestStore.store();
    private final IdMappings mappings = store.idMappings();
    private final TestRun run = TestRun.start();

    @BeforeEach
    void map() {
        var held = TestRun.lease(run.onePage(), "a");
        var intent = run.recorded(held, KEYS.reversed().stream().map(TestRun::insert).toArray(Intent.Row[]::new));
        List<OperationResult> results = KEYS.reversed().stream().<OperationResult>map(key -> new Inserted(document(key))).toList();
        store.intents().committed(intent.batchId(), results);
    }

    @Test
    void byKeys_someUnknown_findsTheOthers() {
        assertEquals(Set.of("1", "😀"), mappings.byKeys(run.target(), "users", List.of("1", "😀", "3")).keySet());
        assertEquals(Set.of(), mappings.byKeys(run.target(), "threads", KEYS).keySet());
        assertEquals(Set.of(), mappings.byKeys(run.target(), "users", List.of()).keySet());
    }

    @Test
    void byDocuments_someUnknown_findsTheOthers() {
        var found = mappings.byDocuments(run.target(), "users", List.of(document("2"), "nothing"));
        assertEquals(Optional.of("2"), Optional.ofNullable(found.get(document("2"))).map(IdMapping::key));
        assertEquals(1, found.size());
    }

    @Test
    void byKeys_tableWithoutStatistics_readsOnlyWhatIsAsked() {
        var database = withMappings();
        var keys = IntStream.range(0, 500).mapToObj(n -> Integer.toString(n * 30 + 1)).toList();

        var found = PostgresStore.on(database).idMappings().byKeys("abcdefghijklmnopqrst", "users", keys);

        assertEquals(Set.copyOf(keys), found.keySet());
        assertEquals(500, TestStore.rowsRead(database, "id_mapping"));
    }

    @Test
    void byDocuments_tableWithoutStatistics_readsOnlyWhatIsAsked() {
        var database = withMappings();

        var found = PostgresStore.on(database)
                .idMappings()
                .byDocuments("abcdefghijklmnopqrst", "users", List.of("d1", "d2", "nothing", "d1"));

        assertEquals(Set.of("d1", "d2"), found.keySet());
        assertEquals(2, TestStore.rowsRead(database, "id_mapping"));
    }

    /** Of which Postgres knows nothing yet. */
    private static DataSource withMappings() {
        var database = TestStore.newDatabase();
        StoreMigrations.migrate(database);
        TestStore.execute(database, """
                INSERT INTO pg2convex.id_mapping (target, table_name, key, document_id, hash, origin)
                SELECT 'abcdefghijklmnopqrst', 'users', n::text, 'd' || n, '', 'inserted' FROM generate_series(1, 20000) AS n""");
        return database;
    }

    @Test
    void range_halfOpen_isInByteOrder() {
        assertEquals(KEYS, range(KeyRange.ALL, 100));
        assertEquals(List.of("10", "2", "Z"), range(new KeyRange(Optional.of("1"), Optional.of("Z")), 100));
        assertEquals(List.of("a", "é"), range(new KeyRange(Optional.of("Z"), Optional.empty()), 2));
        assertEquals(List.of("1"), range(new KeyRange(Optional.empty(), Optional.of("1")), 100));
    }

    @Test
    void count_ofATable_countsIt() {
        assertEquals(KEYS.size(), mappings.count(run.target(), "users"));
        assertEquals(0, mappings.count(run.target(), "threads"));
    }

    @Test
    void list_tables_areInByteOrderOfTheirKeys() {
        assertEquals(KEYS, list(Optional.empty(), "threads", "users"));
        assertEquals(List.of(), list(Optional.empty(), "threads"));
        assertEquals(List.of(), list(Optional.empty()));
    }

    @Test
    void list_afterAPlace_goesOnThere() {
        assertEquals(List.of("a", "é", "😀"), list(Optional.of(new Place("users", "Z")), "threads", "users"));
        assertEquals(KEYS, list(Optional.of(new Place("threads", "Z")), "users"));
        assertEquals(List.of(), list(Optional.of(new Place("users", "😀")), "users"));
        assertEquals(1, mappings.list(run.target(), List.of("users"), Optional.empty(), 1).size());
    }

    private List<String> list(Optional<Place> after, String... tables) {
        var listed = mappings.list(run.target(), List.of(tables), after, 100);
        assertTrue(listed.stream().allMatch(each -> each.table().equals("users")));
        return listed.stream().map(each -> each.mapping().key()).toList();
    }

    private List<String> range(KeyRange range, int limit) {
        return Stream.of(mappings.range(run.target(), "users", range, limit)).flatMap(List::stream).map(IdMapping::key).toList();
    }

    private String document(String key) {
        return "d" + key + run.id();
    }
}
