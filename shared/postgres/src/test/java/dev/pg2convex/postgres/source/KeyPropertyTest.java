package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rows under keys of random types. What is equal is asked of Postgres, by GROUP BY, which knows each type's own equality whatever the
 * search path.
 */
final class KeyPropertyTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase(KeyValues.SETUP);

    private static final int ROWS = 40;
    private static final long SEEDS = 40;

    private final PostgresReader reader = DB.reader();

    private static Stream<Arguments> keys() {
        var single = IntStream.range(0, KeyValues.ALL.size()).mapToObj(i -> Arguments.of((long) i, List.of(KeyValues.ALL.get(i))));
        var several = LongStream.range(1_000, 1_000 + SEEDS).mapToObj(seed -> {
            var random = new Random(seed);
            return Arguments.of(seed,
                    IntStream.rangeClosed(0, 1 + random.nextInt(2))
                            .mapToObj(_ -> KeyValues.ALL.get(random.nextInt(KeyValues.ALL.size())))
                            .toList());
        });
        return Stream.concat(single, several);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void ranges_andLookUps_areExactForAnyKey(long seed, List<KeyValues> key) {
        var random = new Random(seed);
        String columns = names(key);
        String types = IntStream.range(0, key.size()).mapToObj(i -> "k" + i + " " + key.get(i).type()).collect(Collectors.joining(", "));
        DB.execute("DROP TABLE IF EXISTS keyed, other",
                "CREATE TABLE keyed (n int GENERATED ALWAYS AS IDENTITY, " + types + ", PRIMARY KEY (" + columns + "))",
                "CREATE TABLE other (LIKE keyed INCLUDING ALL)", insert("keyed", key, random), insert("other", key, random));
        TablePlan plan = DB.plan("keyed").column("n").build();
        TablePlan other = DB.plan("other").column("n").build();

        List<String> borders = reader.borders(plan, Optional.empty(), 7, 100);
        List<String> all = assertCovered(plan, borders);
        assertEquals(IntStream.range(0, all.size()).filter(i -> i % 7 == 6).mapToObj(all::get).toList(), borders);
        assertLookedUp(plan, all, random, keys(read(other, KeyRange.ALL)));
        assertEqualAsInPostgres(columns, plan, other);

        DB.execute(insert("keyed", key, random), "DELETE FROM keyed WHERE n % 5 = 0");
        assertLookedUp(plan, assertCovered(plan, borders), random, all);
        assertEqualAsInPostgres(columns, plan, other);
    }

    /** Each key is in exactly one of the ranges between the borders, and their order is that of the whole. */
    private List<String> assertCovered(TablePlan plan, List<String> borders) {
        List<String> whole = keys(read(plan, KeyRange.ALL));
        assertEquals(DB.query("SELECT count(*) FROM keyed").getFirst(), String.valueOf(Set.copyOf(whole).size()));
        var covered = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        for (var through : Stream.concat(borders.stream().map(Optional::of), Stream.of(Optional.<String>empty())).toList()) {
            covered.addAll(keys(read(plan, new KeyRange(after, through))));
            after = through;
        }
        assertEquals(whole, covered);
        for (String key : whole) {
            assertEquals(key, KeyText.of(plan.key(), KeyText.parts(plan.key(), key)));
        }
        return whole;
    }

    private void assertLookedUp(TablePlan plan, List<String> all, Random random, Collection<String> strangers) {
        var asked = new HashSet<>(strangers);
        all.stream().filter(_ -> random.nextBoolean()).forEach(asked::add);
        Set<String> there = new HashSet<>(all);
        there.retainAll(asked);
        assertEquals(there, reader.existing(plan, asked));
        List<String> found = keys(reader.readKeys(plan, asked));
        assertEquals(there, Set.copyOf(found));
        assertEquals(there.size(), found.size());
    }

    private void assertEqualAsInPostgres(String columns, TablePlan plan, TablePlan other) {
        Map<String, Set<String>> texts = new HashMap<>();
        read(plan, KeyRange.ALL).forEach(row -> texts.computeIfAbsent(row.key(), _ -> new HashSet<>()).add("keyed " + number(row)));
        read(other, KeyRange.ALL).forEach(row -> texts.computeIfAbsent(row.key(), _ -> new HashSet<>()).add("other " + number(row)));
        var groups = DB
                .query("SELECT string_agg(source, ',') FROM (SELECT 'keyed ' || n AS source, " + columns
                        + " FROM keyed UNION ALL SELECT 'other ' || n, " + columns + " FROM other) both_of_them GROUP BY " + columns)
                .stream()
                .map(group -> Set.of(group.split(",", -1)))
                .collect(Collectors.toSet());
        assertEquals(groups, Set.copyOf(texts.values()));
    }

    /** Slice by slice, as pages are read. */
    private List<SourceRow> read(TablePlan plan, KeyRange range) {
        var rows = new ArrayList<SourceRow>();
        for (Optional<KeyRange> left = Optional.of(range); left.isPresent();) {
            var slice = reader.read(plan, left.get(), 11, 1 << 20);
            rows.addAll(slice.rows());
            left = slice.next().map(range::beyond);
        }
        return rows;
    }

    private static String insert(String table, List<KeyValues> key, Random random) {
        return IntStream.range(0, ROWS)
                .mapToObj(_ -> key.stream().map(column -> column.literal(random)).collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", ", "INSERT INTO " + table + " (" + names(key) + ") VALUES ", " ON CONFLICT DO NOTHING"));
    }

    private static String names(List<KeyValues> key) {
        return IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    }

    private static List<String> keys(List<SourceRow> rows) {
        return rows.stream().map(SourceRow::key).toList();
    }

    private static int number(SourceRow row) {
        return row.cells().getFirst() instanceof Cell.Present(Value.Float64(double n)) ? (int) n : -1;
    }
}
