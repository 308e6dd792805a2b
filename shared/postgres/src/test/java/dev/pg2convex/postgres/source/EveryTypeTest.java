package dev.pg2convex.postgres.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One table with a column per case, a row of values and a row of nulls. */
final class EveryTypeTest {
    private static final String PRECISION = "number_precision";
    private static final String RANGE = "timestamp_range";
    private static final List<Case> CASES = Stream.of(numbers(), times(), texts(), json(), nested(), MoreTypes.cases())
            .flatMap(List::stream)
            .toList();

    @RegisterExtension
    static final TestDatabase DB = new TestDatabase(setup());

    /** @param expected a {@link Value}, the reason of an unfit one, or null for what the type's cast to text says */
    record Case(String type, String literal, Conversion as, boolean round, Object expected) {
        static Case of(String type, String literal, Object expected) {
            return new Case(type, literal, Conversion.DEFAULT, false, expected);
        }

        static Case text(String type, String literal) {
            return of(type, literal, null);
        }

        static Case as(Conversion as, String type, String literal, Object expected) {
            return new Case(type, literal, as, false, expected);
        }

        Case rounded() {
            return new Case(type, literal, as, true, expected);
        }

        @Override
        public String toString() {
            String shown = literal.length() > 60 ? literal.substring(0, 60) + "..." : literal;
            return type + " " + shown + (as == Conversion.DEFAULT ? "" : " as " + as) + (round ? " rounded" : "");
        }
    }

    private static List<Case> numbers() {
        return List.of(Case.of("int2", "-32768", number(-32768)), Case.of("int4", "2147483647", number(2147483647)),
                Case.of("oid", "4294967295", number(4294967295.0)), Case.as(Conversion.INT64, "int4", "7", new Value.Int64(7)),
                Case.as(Conversion.STRING, "int4", "-7", string("-7")),
                Case.of("int8", "9223372036854775807", new Value.Int64(Long.MAX_VALUE)),
                Case.of("int8", "-9223372036854775808", new Value.Int64(Long.MIN_VALUE)),
                Case.as(Conversion.NUMBER, "int8", "9007199254740992", number(9007199254740992.0)),
                Case.as(Conversion.NUMBER, "int8", "-9007199254740993", PRECISION),
                Case.as(Conversion.NUMBER, "int8", "9007199254740994", PRECISION),
                Case.as(Conversion.NUMBER, "int8", "9007199254740993", number(9007199254740992.0)).rounded(),
                Case.of("float8", "0.1", number(0.1)), Case.of("float8", "-0", number(-0.0)), Case.of("float8", "NaN", number(Double.NaN)),
                Case.of("float8", "-Infinity", number(Double.NEGATIVE_INFINITY)),
                Case.of("float8", "1.7976931348623157e308", number(Double.MAX_VALUE)),
                Case.of("float8", "5e-324", number(Double.MIN_VALUE)), Case.of("float4", "0.1", number(0.1)),
                Case.of("float4", "3.4028235e38", number(3.4028235e38)), Case.of("numeric", "0.10", string("0.10")),
                Case.of("numeric(10,2)", "12345678.9", string("12345678.90")), Case.of("numeric", "NaN", string("NaN")),
                Case.of("numeric", "123456789012345678901234567890.123456789", string("123456789012345678901234567890.123456789")),
                Case.as(Conversion.NUMBER, "numeric", "0.10", number(0.1)),
                Case.as(Conversion.NUMBER, "numeric(10,2)", "12345678.91", number(12345678.91)),
                Case.as(Conversion.NUMBER, "numeric", "-Infinity", number(Double.NEGATIVE_INFINITY)),
                Case.as(Conversion.NUMBER, "numeric", "NaN", number(Double.NaN)),
                Case.as(Conversion.NUMBER, "numeric", "0.1000000000000000055511151231257827", PRECISION),
                Case.as(Conversion.NUMBER, "numeric", "0.1000000000000000055511151231257827", number(0.1)).rounded(),
                Case.as(Conversion.NUMBER, "numeric", "9007199254740993", PRECISION),
                Case.as(Conversion.NUMBER, "numeric", "100000000000000000000000", number(1e23)),
                Case.as(Conversion.NUMBER, "numeric", "1e400", PRECISION).rounded(),
                Case.as(Conversion.NUMBER, "numeric", "1e-400", PRECISION),
                Case.as(Conversion.NUMBER, "numeric", "1e-400", number(0)).rounded(), Case.of("bool", "true", new Value.Bool(true)),
                Case.of("bool", "false", new Value.Bool(false)), Case.as(Conversion.STRING, "bool", "true", string("true")),
                Case.of("money", "1234567.89", string("$1,234,567.89")));
    }

    private static List<Case> times() {
        return List.of(Case.of("timestamptz", "2024-02-29 12:00:00.123456+02", number(1709200800123.456)),
                Case.of("timestamptz", "1970-01-01 00:00:00+00", number(0)),
                Case.of("timestamptz", "1969-12-31 23:59:59.999999+00", number(-0.001)),
                Case.of("timestamptz", "2248-09-26 15:10:22.207999+00", number(8796093022207.999)),
                Case.of("timestamptz", "2300-01-01 00:00:00.000001+00", RANGE),
                Case.of("timestamptz", "9999-12-31 23:59:59+00", number(253402300799000.0)),
                Case.of("timestamptz", "294276-12-31 23:59:59.999999+00", RANGE),
                Case.of("timestamptz", "294276-12-31 23:59:59.999999+00", number(9224318016000000.0)).rounded(),
                Case.of("timestamptz", "0044-03-15 00:00:00+00 BC", number(-63517824000000.0)),
                Case.of("timestamptz", "4713-01-01 00:00:00+00 BC", number(-210863520000000.0)), Case.of("timestamptz", "infinity", RANGE),
                Case.of("timestamptz", "-infinity", number(Double.NEGATIVE_INFINITY)).rounded(),
                Case.of("timestamp", "2024-07-01 12:00:00", number(1719835200000.0)),
                Case.of("timestamp(0)", "2024-07-01 12:00:00.4", number(1719835200000.0)),
                Case.as(Conversion.STRING, "timestamptz", "2024-02-29 12:00:00.123456+02", string("2024-02-29T10:00:00.123456Z")),
                Case.as(Conversion.STRING, "timestamptz", "2024-02-29 10:00:00+00", string("2024-02-29T10:00:00Z")),
                Case.as(Conversion.STRING, "timestamptz", "2024-02-29 10:00:00.5+00", string("2024-02-29T10:00:00.500Z")),
                Case.as(Conversion.STRING, "timestamp", "2024-02-29 10:00:00.000001", string("2024-02-29T10:00:00.000001Z")),
                Case.as(Conversion.STRING, "timestamptz", "0044-03-15 01:02:03+00 BC", string("-000043-03-15T01:02:03Z")),
                Case.as(Conversion.STRING, "timestamptz", "294276-12-31 23:59:59.999999+00", string("+294276-12-31T23:59:59.999999Z")),
                Case.as(Conversion.STRING, "timestamptz", "infinity", string("infinity")),
                Case.of("date", "2024-02-29", string("2024-02-29")), Case.of("date", "0044-03-15 BC", string("-000043-03-15")),
                Case.of("date", "0001-01-01 BC", string("0000-01-01")), Case.of("date", "5874897-12-31", string("+5874897-12-31")),
                Case.of("date", "12345-01-02", string("+012345-01-02")), Case.of("date", "-infinity", string("-infinity")),
                Case.of("time", "24:00:00", string("24:00:00")), Case.of("time", "12:30:00.000001", string("12:30:00.000001")),
                Case.of("timetz", "12:30:00+05:30", string("12:30:00+05:30")),
                Case.of("interval", "1 year 2 mons -3 days 04:05:06.7", string("P1Y2M-3DT4H5M6.7S")));
    }

    private static List<Case> texts() {
        return List.of(Case.of("text", "", string("")), Case.text("text", "🎉 שלום\tمرحبا \u0001 \u200f Z\u0301"),
                Case.text("text", "x".repeat(300_000)), Case.text("varchar(5)", "Zoë"), Case.of("char(5)", "ab", string("ab")),
                Case.of("citext", "MiXed", string("MiXed")), Case.text("uuid", "7F1E2B6C-0A55-4A6E-9C8F-0D3C2B1A0F9E"),
                Case.text("mood", "o''k \"é"), Case.of("inet", "10.0.0.1", string("10.0.0.1")), Case.text("inet", "10.0.0.0/8"),
                Case.text("cidr", "10.1.2.3/32"), Case.text("macaddr", "08:00:2b:01:02:03"), Case.text("int4range", "[1,5)"),
                Case.of("tstzrange", "[2024-01-01 00:00+02, infinity)", string("[\"2023-12-31 22:00:00+00\",infinity)")),
                Case.text("int4multirange", "{[1,3),[5,9)}"), Case.text("\"char\"", "c"), Case.text("name", "n"),
                Case.text("bit(3)", "101"), Case.text("varbit", "10101"), Case.text("xml", "<a>é</a>"), Case.text("tsvector", "a:1 b:2"),
                Case.text("tsquery", "a & b"), Case.text("point", "(1.5,-2)"), Case.text("box", "(1,1),(0,0)"),
                Case.text("pg_lsn", "16/B374D848"), Case.text("regclass", "pg_class"), Case.text("int2vector", "1 2 3"),
                Case.text("jsonpath", "$.a"), Case.of("bytea", "\\x00ff10", new Value.Bytes(new byte[]{0, -1, 16})),
                Case.of("bytea", "", new Value.Bytes(new byte[0])), Case.of("email", "a@x.com", string("a@x.com")),
                Case.of("numbers", "{1,2}", array(number(1), number(2))));
    }

    private static List<Case> json() {
        String deep = "[".repeat(40) + "1" + "]".repeat(40);
        Value deepValue = number(1);
        for (int i = 0; i < 40; i++) {
            deepValue = array(deepValue);
        }
        String tooDeep = "[".repeat(3_000) + "]".repeat(3_000);
        return List.of(
                Case.of("jsonb", "{\"$x\": {\"\": null, \"_y\": [true, \"é\"]}}",
                        object("$x", new Value.Obj(Map.of("", new Value.Null(), "_y", array(new Value.Bool(true), string("é")))))),
                Case.of("jsonb", "3.10", number(3.1)), Case.of("jsonb", "\"a\\u0001b\"", string("a\u0001b")),
                Case.of("jsonb", "null", new Value.Null()), Case.of("jsonb", "[]", array()),
                Case.of("jsonb", "{\"n\": 9007199254740993}", PRECISION),
                Case.of("jsonb", "{\"n\": 9007199254740993}", object("n", number(9007199254740992.0))).rounded(),
                Case.of("jsonb", "1e400", PRECISION), Case.of("json", "-0", number(-0.0)),
                Case.of("json", "{\"a\": 1, \"b\": 2, \"a\": 3}", new Value.Obj(Map.of("a", number(3), "b", number(2)))),
                Case.of("json", "\"\\ud83c\\udf89\"", string("🎉")), Case.of("json", "\"\\ud83c\"", "invalid_value"),
                Case.of("json", "{\"\\udf89\": 1}", "invalid_value"), Case.of("json", "[1e-400]", PRECISION),
                Case.of("json", "[0.1, 1E2]", array(number(0.1), number(100))), Case.of("json", deep, deepValue),
                Case.of("json", tooDeep, "too_deep"), Case.of("jsonb", "\"" + "é".repeat(600_000) + "\"", string("é".repeat(600_000))),
                Case.as(Conversion.STRING, "json", "{\"a\" :1}", string("{\"a\" :1}")));
    }

    private static List<Case> nested() {
        return List.of(Case.of("int4[]", "{1,NULL,3}", array(number(1), new Value.Null(), number(3))), Case.of("int4[]", "{}", array()),
                Case.of("int4[]", "[0:2]={1,2,3}", array(number(1), number(2), number(3))),
                Case.of("int8[]", "{{1,2},{3,4}}", array(array(int64(1), int64(2)), array(int64(3), int64(4)))),
                Case.as(Conversion.NUMBER, "int8[]", "{1,2}", array(number(1), number(2))),
                Case.as(Conversion.NUMBER, "int8[]", "{9223372036854775807}", PRECISION),
                Case.of("text[]", "{\"a,b\",\"\",\"NULL\",\"x\\\\y\\\"z\",é,\"{}\"}",
                        array(string("a,b"), string(""), string("NULL"), string("x\\y\"z"), string("é"), string("{}"))),
                Case.of("bool[]", "{t,f}", array(new Value.Bool(true), new Value.Bool(false))),
                Case.of("char(3)[]", "{a,b}", array(string("a"), string("b"))),
                Case.of("jsonb[]", "{\"{\\\"a\\\": [1]}\"}", array(object("a", array(number(1))))),
                Case.of("bytea[]", "{\"\\\\x01\"}", array(new Value.Bytes(new byte[]{1}))),
                Case.of("timestamptz[]", "{\"1970-01-01 00:00:00.5+00\"}", array(number(500))),
                Case.of("box[]", "{(1,1),(0,0);(2,2),(0,0)}", array(string("(1,1),(0,0)"), string("(2,2),(0,0)"))),
                Case.of("mood[]", "{sad}", array(string("sad"))), Case.of("inet[]", "{10.0.0.1}", array(string("10.0.0.1"))),
                Case.of("address", "(\"1, \"\"Main\"\" \\\\ St\",,\"{1,2}\",\"(x,t)\")",
                        new Value.Obj(Map.of("street", string("1, \"Main\" \\ St"), "codes", array(number(1), number(2)), "Inner part",
                                new Value.Obj(Map.of("a", string("x"), "b", new Value.Bool(true)))))),
                Case.of("address", "(\"\",12,,)", new Value.Obj(Map.of("street", string(""), "zip", number(12)))),
                Case.of("address[]", "{\"(a,1,,)\"}", array(new Value.Obj(Map.of("street", string("a"), "zip", number(1))))),
                Case.of("hstore", "\"a\"=>\"x, \\\"y\\\" \\\\\", b=>NULL, \"\"=>\"\"",
                        new Value.Obj(Map.of("a", string("x, \"y\" \\"), "b", new Value.Null(), "", string("")))),
                Case.of("hstore", "", new Value.Obj(Map.of())));
    }

    private static String[] setup() {
        var columns = new ArrayList<String>(List.of("id int PRIMARY KEY"));
        var values = new ArrayList<String>(List.of("1"));
        for (int i = 0; i < CASES.size(); i++) {
            columns.add("c" + i + " " + CASES.get(i).type());
            values.add("'" + CASES.get(i).literal().replace("'", "''") + "'");
        }
        var own = new String[]{"CREATE EXTENSION citext", "CREATE EXTENSION hstore",
                "CREATE TYPE mood AS ENUM ('sad', 'o''k \"é', 'o''''k \"é')", "CREATE DOMAIN email AS varchar(40)",
                "CREATE DOMAIN numbers AS int4[]", "CREATE TYPE part AS (a text, b bool)",
                "CREATE TYPE address AS (street text, zip int, codes int[], \"Inner part\" part)"};
        var table = new String[]{"CREATE TABLE everything (" + String.join(", ", columns) + ")",
                "INSERT INTO everything VALUES (" + String.join(", ", values) + ")", "INSERT INTO everything (id) VALUES (2)"};
        return Stream.of(own, MoreTypes.SETUP, table).flatMap(Stream::of).toArray(String[]::new);
    }

    @TestFactory
    Stream<DynamicTest> read_everyType_asTheTableOfValuesSays() {
        var plan = DB.plan("everything");
        for (int i = 0; i < CASES.size(); i++) {
            plan.column("c" + i, CASES.get(i).as(), CASES.get(i).round());
        }
        List<SourceRow> rows = DB.reader().read(plan.build(), KeyRange.ALL, 10, 1 << 30).rows();
        return IntStream.range(0, CASES.size()).mapToObj(i -> DynamicTest.dynamicTest(CASES.get(i).toString(), () -> {
            assertEquals(expected(i), rows.get(0).cells().get(i));
            assertEquals(new Cell.Absent(), rows.get(1).cells().get(i));
        }));
    }

    @Test
    void read_timestampsOfAllTimes_areMillisecondsAsPostgresCountsThem() {
        DB.execute("CREATE TABLE times (id serial PRIMARY KEY, at timestamptz, local timestamp)",
                "INSERT INTO times (at) SELECT " + "to_timestamp(-8700000000 + n * 34777777.123457) FROM generate_series(1, 500) n",
                "UPDATE times SET local = at AT TIME ZONE 'Europe/Berlin'");
        var rows = DB.reader()
                .read(DB.plan("times").column("at").zoned("local", Conversion.DEFAULT, "Europe/Berlin").build(), KeyRange.ALL, 1_000,
                        1 << 20)
                .rows();
        var expected = DB.query("SELECT (extract(epoch FROM at) * 1000)::text FROM times ORDER BY id");
        var zoned = DB.query("SELECT (extract(epoch FROM local AT TIME ZONE 'Europe/Berlin') * 1000)::text FROM times ORDER BY id");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(List.of(new Cell.Present(number(Double.parseDouble(expected.get(i)))),
                    new Cell.Present(number(Double.parseDouble(zoned.get(i))))), rows.get(i).cells());
        }
    }

    @Test
    void read_localTimesAtAChangeOfTheClock_areWhatPostgresTakesThemFor() {
        DB.execute("CREATE TABLE clock (id int PRIMARY KEY, local timestamp)",
                "INSERT INTO clock SELECT n, timestamp '2024-03-31 00:00' + n * interval '10 min' FROM generate_series(1, 30) n",
                "INSERT INTO clock SELECT 100 + n, timestamp '2024-10-27 00:00' + n * interval '10 min' FROM generate_series(1, 30) n");
        var rows = DB.reader()
                .read(DB.plan("clock").zoned("local", Conversion.STRING, "Europe/Berlin").build(), KeyRange.ALL, 1_000, 1 << 20)
                .rows();
        var expected = DB.query(
                "SELECT to_char(local AT TIME ZONE 'Europe/Berlin' AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM clock ORDER BY id");
        assertEquals(expected.stream().map(text -> new Cell.Present(string(text))).toList(),
                rows.stream().map(row -> row.cells().getFirst()).toList());
    }

    private static Cell expected(int column) {
        return switch (CASES.get(column).expected()) {
            case Value value -> new Cell.Present(value);
            case String reason -> new Cell.Unfit(reason);
            case null, default ->
                new Cell.Present(string(DB.query("SELECT c" + column + "::text FROM everything WHERE id = 1").getFirst()));
        };
    }

    static Value number(double value) {
        return new Value.Float64(value);
    }

    static Value int64(long value) {
        return new Value.Int64(value);
    }

    static Value string(String value) {
        return new Value.Text(value);
    }

    static Value array(Value... items) {
        return new Value.Array(List.of(items));
    }

    static Value object(String key, Value value) {
        return new Value.Obj(Map.of(key, value));
    }
}
