package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceReader.GivenKeys;
import dev.pg2convex.core.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class KeysTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase("CREATE EXTENSION citext",
            "CREATE TYPE \"My Mood\" AS ENUM ('sad', 'o''k \"é', 'happy, {x}')",
            "CREATE DOMAIN email AS varchar(40) CHECK (VALUE <> 'never')", "CREATE DOMAIN work_email AS email NOT NULL",
            "CREATE SCHEMA \"other schema\"", "CREATE TYPE \"other schema\".level AS ENUM ('low', 'high')");

    private static Arguments type(String type, String... values) {
        return Arguments.of(type, List.of(values), List.of(values));
    }

    /** Values in key order, as SQL literals, and their key texts. */
    private static Stream<Arguments> types() {
        return Stream.of(type("int2", "-32768", "0", "32767"), type("int4", "-5", "10", "9"),
                type("int8", "-9223372036854775808", "0", "9223372036854775807"),
                type("text", "", " ", "Zoë", "a", "b, \"c\" \\ {x}", "{}", "مرحبا", "😀", "NULL", "a\tb\nc"),
                type("text COLLATE \"C\"", "", "Z", "a"), type("varchar(20)", "", "a", "B"),
                Arguments.of("char(4)", List.of("", "a", "b  "), List.of("", "a", "b")),
                Arguments.of("citext", List.of("Ana", "BOB", "caé"), List.of("ana", "bob", "caé")),
                type("uuid", "00000000-0000-0000-0000-000000000000", "7f1e2b6c-0a55-4a6e-9c8f-0d3c2b1a0f9e"),
                Arguments.of("numeric", List.of("-Infinity", "-1.50", "0.00", "1.0", "1e30", "1.000000000000000000001", "Infinity", "NaN"),
                        List.of("-Infinity", "-1.5", "0", "1", "1000000000000000000000000000000", "1.000000000000000000001", "Infinity",
                                "NaN")),
                Arguments.of("numeric(10,2)", List.of("1.10", "200"), List.of("1.1", "200")),
                Arguments.of("float8", List.of("-Infinity", "-0", "0.1", "1e300", "Infinity", "NaN"),
                        List.of("-Infinity", "0", "0.1", "1e+300", "Infinity", "NaN")),
                type("date", "-infinity", "0044-03-15 BC", "2024-02-29", "10000-01-01", "infinity"),
                Arguments.of("timestamptz",
                        List.of("-infinity", "0044-03-15 00:00:00+00 BC", "2024-02-29 12:00:00.123456+02", "20000-01-01 00:00:00+00",
                                "infinity"),
                        List.of("-infinity", "0044-03-15 00:00:00+00 BC", "2024-02-29T10:00:00.123456Z", "20000-01-01 00:00:00+00",
                                "infinity")),
                Arguments.of("timestamp(3)", List.of("2024-02-29 12:00:00.5", "2024-02-29 12:00:01"),
                        List.of("2024-02-29T12:00:00.5", "2024-02-29T12:00:01")),
                type("time", "00:00:00", "12:30:00.5", "24:00:00"), type("bytea", "\\x", "\\x00ff", "\\xdeadbeef"),
                type("bool", "false", "true"),
                Arguments.of("inet", List.of("10.0.0.0/8", "10.0.0.1", "::1", "2001:db8::/32"),
                        List.of("10.0.0.0/8", "10.0.0.1", "::1", "2001:db8::/32")),
                type("cidr", "10.0.0.0/8", "10.1.2.3/32"), type("macaddr", "08:00:2b:01:02:03"),
                type("\"My Mood\"", "sad", "o'k \"é", "happy, {x}"), type("\"other schema\".level", "low", "high"),
                type("work_email", "a@x.com", "b@x.com"), type("\"char\"", "a", "b"), type("name", "a", "b"),
                type("oid", "0", "4294967295"), type("bit(3)", "000", "101"), type("pg_lsn", "0/0", "16/B374D848"));
    }

    @Test
    void keys_notedBeforeTheTypeChanged_areToldWithTheWayOut() {
        DB.execute("CREATE TYPE grade AS ENUM ('low', 'high')", "CREATE TABLE graded (grade grade, n int, PRIMARY KEY (grade, n))",
                "INSERT INTO graded VALUES ('low', 1), ('high', 2)");
        var before = List.of("[\"high\",\"2\"]", "[\"low\",\"1\"]");
        assertEquals(Set.copyOf(before), DB.reader().existing(DB.plan("graded").build(), before));

        DB.execute("ALTER TYPE grade RENAME VALUE 'low' TO 'poor'");

        var plan = DB.plan("graded").column("n").build();
        var message = "the row `[\"low\",\"1\"]` of table graded was migrated, and that is no key of it any more: a key is a JSON array of 2 texts for"
                + " (grade public.grade, n integer); the key's type has changed since, such as a label of an enum that was renamed."
                + " Change it back in Postgres, or move the table anew after `pg2convex reset`";
        assertEquals(message, assertThrows(CategorizedException.class, () -> DB.reader().existing(plan, before)).getMessage());
        assertEquals(message, assertThrows(CategorizedException.class, () -> DB.reader().readKeys(plan, before)).getMessage());
        assertEquals(Set.of(before.getFirst()), DB.reader().existing(plan, before.subList(0, 1)));
        assertEquals("key_unreadable", assertThrows(CategorizedException.class, () -> DB.reader().existing(plan, List.of("high"))).code());
    }

    @ParameterizedTest
    @MethodSource("types")
    void keys_ofEveryType_areReadInOrderAndFoundAgain(String type, List<String> values, List<String> texts) {
        DB.execute("DROP TABLE IF EXISTS keyed", "DROP TABLE IF EXISTS child",
                "CREATE TABLE keyed (\"The key\" " + type + " PRIMARY KEY, n int)",
                "CREATE TABLE child (id int PRIMARY KEY, parent " + type + ")");
        for (int i = 0; i < values.size(); i++) {
            String literal = "'" + values.get(i).replace("'", "''") + "'";
            DB.execute("INSERT INTO keyed VALUES (" + literal + ", " + i + ")", "INSERT INTO child VALUES (" + i + ", " + literal + ")");
        }
        TablePlan plan = DB.plan("keyed").column("n").build();
        var reader = DB.reader();

        List<String> keys = keys(reader.read(plan, KeyRange.ALL, 100, 1 << 20).rows());
        assertEquals(Set.copyOf(texts), Set.copyOf(keys));
        assertEquals(keys, reader.borders(plan, Optional.empty(), 1, 100));
        for (int i = 0; i < keys.size(); i++) {
            var after = new KeyRange(Optional.of(keys.get(i)), Optional.empty());
            assertEquals(keys.subList(i + 1, keys.size()), keys(reader.read(plan, after, 100, 1 << 20).rows()));
            var through = new KeyRange(Optional.empty(), Optional.of(keys.get(i)));
            assertEquals(keys.subList(0, i + 1), keys(reader.read(plan, through, 100, 1 << 20).rows()));
        }
        assertEquals(keys, keys(reader.readKeys(plan, keys)));
        assertEquals(Set.copyOf(keys), reader.existing(plan, keys));

        TablePlan child = DB.plan("child").ref(List.of("parent"), "keyed", List.of("The key")).build();
        assertEquals(texts.stream().map(Cell.Parent::new).toList(),
                reader.read(child, KeyRange.ALL, 100, 1 << 20).rows().stream().map(row -> row.cells().getFirst()).toList());
    }

    @Test
    void spelt_keysAsSomebodyWritesThem_areThoseOfTheRows() {
        DB.execute("DROP TABLE IF EXISTS spelt", "CREATE TABLE spelt (i int, n numeric(4,1), t timestamptz, v varchar(3), UNIQUE (i))");
        assertEquals(new GivenKeys.Good(List.of("7", "-1", "7")),
                DB.reader().spelt(DB.plan("spelt").key("i").build(), List.of("007", " -1", "7")));
        assertEquals(new GivenKeys.Good(List.of("1.5")), spelt("n", "1.50"));
        assertEquals(new GivenKeys.Good(List.of("2024-01-01T10:00:00Z")), spelt("t", "2024-01-01 11:00+01"));
        assertEquals(new GivenKeys.Good(List.of("")), spelt("v", ""));
        assertEquals(new GivenKeys.Good(List.of("[\"7\",\"ab\"]")),
                DB.reader().spelt(DB.plan("spelt").key("i", "v").build(), List.of("[\"07\", \"ab\"]")));
    }

    @Test
    void spelt_noKeyOfTheTable_saysWhatOneIs() {
        DB.execute("DROP TABLE IF EXISTS spelt", "CREATE TABLE spelt (i int, n numeric(4,1), t timestamptz, v varchar(3), UNIQUE (i))");
        var integers = DB.plan("spelt").key("i").build();
        assertEquals(new GivenKeys.Bad("x", "i integer"), DB.reader().spelt(integers, List.of("1", "2", "x", "4", "y")));
        assertEquals(new GivenKeys.Bad("99999999999", "i integer"), DB.reader().spelt(integers, List.of("1", "99999999999")));
        assertEquals(new GivenKeys.Bad("1.55", "n numeric(4,1)"), spelt("n", "1.55"));
        assertEquals(new GivenKeys.Bad("abcd", "v character varying(3)"), spelt("v", "abcd"));
        assertEquals(new GivenKeys.Bad("7", "a JSON array of 2 texts for (i integer, v character varying(3))"),
                DB.reader().spelt(DB.plan("spelt").key("i", "v").build(), List.of("7")));
    }

    private static GivenKeys spelt(String column, String key) {
        return DB.reader().spelt(DB.plan("spelt").key(column).build(), List.of(key));
    }

    @Test
    void keys_ofSeveralColumns_areJsonArraysInKeyOrder() {
        DB.execute("CREATE TABLE pairs (b text, a numeric, c timestamptz, PRIMARY KEY (a, b, c))",
                "INSERT INTO pairs SELECT t, n, '2024-01-01 00:00:00+00' FROM unnest(ARRAY['', 'x \"quoted\" \\', 'é,[1]']) t, unnest(ARRAY[1.50, 2, 10]) n");
        TablePlan plan = DB.plan("pairs").build();
        var reader = DB.reader();
        List<String> keys = keys(reader.read(plan, KeyRange.ALL, 100, 1 << 20).rows());
        assertEquals(9, keys.size());
        assertEquals("[\"1.5\",\"\",\"2024-01-01T00:00:00Z\"]", keys.getFirst());
        assertTrue(keys.contains("[\"2\",\"x \\\"quoted\\\" \\\\\",\"2024-01-01T00:00:00Z\"]"));
        var paged = new ArrayList<String>();
        for (Optional<String> next = Optional.of(keys.getFirst()); next.isPresent();) {
            var slice = reader.read(plan, KeyRange.ALL.beyond(next.get()), 2, 1 << 20);
            paged.addAll(keys(slice.rows()));
            next = slice.next();
        }
        assertEquals(keys.subList(1, 9), paged);
        assertEquals(keys.subList(0, 8),
                keys(reader.read(plan, new KeyRange(Optional.empty(), Optional.of(keys.get(7))), 100, 1 << 20).rows()));
        assertEquals(Set.copyOf(keys.subList(2, 5)), reader.existing(plan, keys.subList(2, 5)));
        assertEquals(keys.subList(2, 5), keys(reader.readKeys(plan, keys.subList(2, 5))));
        assertEquals(List.of(keys.get(3), keys.get(7)), reader.borders(plan, Optional.empty(), 4, 5));
    }

    @Test
    void read_rowsInsertedBeforeBetweenAndAfter_fallIntoTheRangeOfTheirKey() {
        DB.execute("CREATE TABLE moving (id int PRIMARY KEY)", "INSERT INTO moving VALUES (10), (20), (30)");
        TablePlan plan = DB.plan("moving").build();
        List<String> borders = DB.reader().borders(plan, Optional.empty(), 1, 10);
        DB.execute("INSERT INTO moving VALUES (1), (15), (99)");
        var seen = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        for (Optional<String> through : Stream.concat(borders.stream().map(Optional::of), Stream.of(Optional.<String>empty())).toList()) {
            seen.addAll(keys(DB.reader().read(plan, new KeyRange(after, through), 100, 1 << 20).rows()));
            after = through;
        }
        assertEquals(List.of("1", "10", "15", "20", "30", "99"), seen);
    }

    private static List<String> keys(List<SourceRow> rows) {
        return rows.stream().map(SourceRow::key).toList();
    }
}
