package dev.pg2convex.postgres.source;

import static dev.pg2convex.postgres.source.EveryTypeTest.array;
import static dev.pg2convex.postgres.source.EveryTypeTest.int64;
import static dev.pg2convex.postgres.source.EveryTypeTest.number;
import static dev.pg2convex.postgres.source.EveryTypeTest.object;
import static dev.pg2convex.postgres.source.EveryTypeTest.string;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.postgres.source.EveryTypeTest.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Types of extensions, types made of types, and those that are seldom seen. */
final class MoreTypes {
    // pgvector and PostGIS are not among the embedded server's extensions. The texts of their types are documented; these have their names and text.
    static final String[] SETUP = Stream
            .of(standIn("vector", ","), standIn("halfvec", ","), standIn("sparsevec", ","), standIn("geometry", ":"), new String[]{
                    "CREATE EXTENSION ltree", "CREATE EXTENSION cube", "CREATE EXTENSION seg", "CREATE EXTENSION isn",
                    "CREATE TYPE textrange AS RANGE (subtype = text)", "CREATE DOMAIN home AS address", "CREATE DOMAIN homes AS home[]",
                    "CREATE DOMAIN moods AS mood[]", "CREATE DOMAIN span AS tstzrange", "CREATE DOMAIN exact AS numeric(10,2)",
                    "CREATE DOMAIN exacter AS exact CHECK (VALUE > -5)",
                    "CREATE TYPE all_kinds AS (raw bytea, at timestamptz, data jsonb, kv hstore, m mood, parts part[], d date, n exacter, "
                            + "i8 int8, v vector, f float8, none text)",
                    "CREATE TYPE single AS (a text)", "CREATE TYPE empty AS ()", "CREATE TABLE a_table (a int, gone int, b text)",
                    "ALTER TABLE a_table DROP COLUMN gone"})
            .flatMap(Stream::of)
            .toArray(String[]::new);

    private static final String[][] PLAIN = {{"text", "👨‍👩‍👧 \uFEFF \u2028 \u0085 \u007F"}, {"macaddr8", "08:00:2b:01:02:03:04:05"},
            {"inet", "2001:db8::1/64"}, {"cidr", "2001:db8::/32"}, {"cidr", "0.0.0.0/0"}, {"line", "{1,-1,0}"},
            {"lseg", "[(0,0),(1e+300,NaN)]"}, {"path", "((0,0),(1,1))"}, {"path", "[(0,0),(1,1)]"}, {"polygon", "((0,0),(1,1),(2,0))"},
            {"circle", "<(0,0),Infinity>"}, {"point", "(-0,0.1)"}, {"numrange", "[1.50,2)"}, {"daterange", "empty"},
            {"daterange", "(,2024-01-01)"}, {"textrange", "[\"a,b\",\"c\"\"d \\\\ )\")"}, {"int8multirange", "{}"},
            {"nummultirange", "{[1.0,2.00],(5,)}"}, {"datemultirange", "{[2024-01-01,2024-01-05)}"}, {"bit(1)", "0"},
            {"bit varying(5)", ""}, {"xid8", "18446744073709551615"}, {"xid", "4294967295"}, {"txid_snapshot", "10:20:10,14"},
            {"pg_snapshot", "10:20:10,14"}, {"tid", "(0,1)"}, {"oidvector", "1 2"}, {"regtype", "integer[]"}, {"regproc", "pg_catalog.now"},
            {"regprocedure", "abs(integer)"}, {"regoperator", "+(integer,integer)"}, {"regrole", "postgres"},
            {"regnamespace", "pg_catalog"}, {"regconfig", "english"}, {"regclass", "-"}, {"regcollation", "\"C\""},
            {"pg_lsn", "FFFFFFFF/FFFFFFFF"}, {"timetz", "24:00:00-15:59"}, {"time(0)", "23:59:59.6"}, {"interval", "infinity"},
            {"tsquery", "'a b' & !c:*AB <-> d"}, {"tsvector", "'it''s':1A,2 b"}, {"jsonpath", "$.\"a b\"[*] ? (@ > 1)"},
            {"xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b=\"1\"><![CDATA[<]]></a>"}, {"\"char\"", "\\351"}, {"\"char\"", ""},
            {"name", "название"}, {"aclitem", "postgres=r/postgres"}, {"ltree", "Top.Science.Ä"}, {"lquery", "Top.*{1,2}"},
            {"cube", "(1, 2),(3, 4)"}, {"seg", "1.50 .. 2"}, {"isbn", "978-0-393-04002-9"}};

    private MoreTypes() {}

    private static String[] standIn(String type, String delimiter) {
        return new String[]{"CREATE TYPE " + type,
                "CREATE FUNCTION " + type + "_in(cstring) RETURNS " + type + " AS 'textin' LANGUAGE internal IMMUTABLE STRICT",
                "CREATE FUNCTION " + type + "_out(" + type + ") RETURNS cstring AS 'textout' LANGUAGE internal IMMUTABLE STRICT",
                "CREATE TYPE " + type + " (INPUT = " + type + "_in, OUTPUT = " + type + "_out, LIKE = text, DELIMITER = '" + delimiter
                        + "')"};
    }

    static List<Case> cases() {
        var cases = new ArrayList<>(extensions());
        cases.addAll(made());
        cases.addAll(arrays());
        for (String[] plain : PLAIN) {
            cases.add(Case.text(plain[0], plain[1]));
        }
        return cases;
    }

    private static List<Case> extensions() {
        return List.of(Case.of("vector", "[1,-2.5,3e-05,0,-0]", array(number(1), number(-2.5), number(3e-5), number(0), number(-0.0))),
                Case.of("vector", "[0.1]", array(number(0.1))), Case.of("vector", "[3.4028235e+38]", array(number(3.4028235e38))),
                Case.as(Conversion.STRING, "vector", "[1,2]", string("[1,2]")), Case.of("vector", "[1,x]", "invalid_value"),
                Case.of("vector", "1", "invalid_value"),
                Case.of("halfvec", "[0.099975586,65504]", array(number(0.099975586), number(65504))),
                Case.of("vector[]", "{\"[1,2]\",NULL,\"[3]\"}", array(array(number(1), number(2)), new Value.Null(), array(number(3)))),
                Case.of("sparsevec", "{1:1.5,3:2}/5", string("{1:1.5,3:2}/5")),
                Case.of("geometry[]", "{POINT(1 2):POINT(3,4)}", array(string("POINT(1 2)"), string("POINT(3,4)"))),
                Case.of("ltree[]", "{a.b,c}", array(string("a.b"), string("c"))),
                Case.of("hstore[]", "{\"\\\"a\\\"=>\\\"1\\\"\"}", array(object("a", string("1")))));
    }

    private static List<Case> made() {
        Value address = new Value.Obj(Map.of("street", string("a"), "zip", number(1)));
        Value kinds = new Value.Obj(Map.ofEntries(Map.entry("raw", new Value.Bytes(new byte[]{0, -1})), Map.entry("at", number(1500)),
                Map.entry("data", object("a", array(number(1), string("x")))), Map.entry("kv", object("k", string("v, )"))),
                Map.entry("m", string("o'k \"é")),
                Map.entry("parts", array(new Value.Obj(Map.of("a", string("x"), "b", new Value.Bool(true))), new Value.Obj(Map.of()))),
                Map.entry("d", string("-000043-03-15")), Map.entry("n", string("2.50")), Map.entry("i8", int64(Long.MAX_VALUE)),
                Map.entry("v", array(number(1), number(2))), Map.entry("f", number(Double.NaN))));
        return List.of(Case.of("home", "(a,1,,)", address), Case.of("home[]", "{\"(a,1,,)\",NULL}", array(address, new Value.Null())),
                Case.of("homes", "{\"(a,1,,)\"}", array(address)), Case.of("homes[]", "{\"{\\\"(a,1,,)\\\"}\"}", array(array(address))),
                Case.of("email[]", "{a@x.com,\"b, c\"}", array(string("a@x.com"), string("b, c"))),
                Case.of("moods", "{sad,\"o'k \\\"é\"}", array(string("sad"), string("o'k \"é"))),
                Case.of("span", "[2024-01-01 00:00+02,)", string("[\"2023-12-31 22:00:00+00\",)")),
                Case.of("exacter", "1.5", string("1.50")), Case.as(Conversion.NUMBER, "exacter", "1.5", number(1.5)),
                Case.of("exacter[]", "{1,NULL}", array(string("1.00"), new Value.Null())),
                Case.of("all_kinds",
                        "(\"\\\\x00ff\",\"1970-01-01 00:00:01.5+00\",\"{\"\"a\"\": [1, \"\"x\"\"]}\",\"\"\"k\"\"=>\"\"v, )\"\"\",\"o'k \"\"é\","
                                + "\"{\"\"(x,t)\"\",\"\"(,)\"\"}\",\"0044-03-15 BC\",2.5,9223372036854775807,\"[1,2]\",NaN,)",
                        kinds),
                Case.of("single", "(\"\")", object("a", string(""))), Case.of("single", "()", new Value.Obj(Map.of())),
                Case.of("single[]", "{(),\"(\\\"\\\")\"}", array(new Value.Obj(Map.of()), object("a", string("")))),
                Case.of("empty", "()", new Value.Obj(Map.of())),
                Case.of("a_table", "(1,x)", new Value.Obj(Map.of("a", number(1), "b", string("x")))));
    }

    private static List<Case> arrays() {
        return List.of(
                Case.of("int4[]", "[2:3][-1:0]={{1,NULL},{NULL,2}}",
                        array(array(number(1), new Value.Null()), array(new Value.Null(), number(2)))),
                Case.of("int4[]", "{NULL}", array(new Value.Null())),
                Case.of("int4[][][]", "{{{1},{2}}}", array(array(array(number(1)), array(number(2))))),
                Case.of("float8[]", "{NaN,-0,Infinity,0.1}",
                        array(number(Double.NaN), number(-0.0), number(Double.POSITIVE_INFINITY), number(0.1))),
                Case.of("numeric[]", "{1.50,NaN}", array(string("1.50"), string("NaN"))),
                Case.as(Conversion.NUMBER, "numeric[]", "{1.50}", array(number(1.5))),
                Case.as(Conversion.STRING, "timestamp[]", "{\"2024-01-01 00:00:00\"}", array(string("2024-01-01T00:00:00Z"))),
                Case.of("timestamptz[]", "{infinity}", "timestamp_range"),
                Case.of("date[]", "{\"0044-03-15 BC\",infinity}", array(string("-000043-03-15"), string("infinity"))),
                Case.of("time[]", "{24:00:00}", array(string("24:00:00"))),
                Case.of("interval[]", "{\"1 day -2 hours\"}", array(string("P1DT-2H"))),
                Case.of("uuid[]", "{7F1E2B6C-0A55-4A6E-9C8F-0D3C2B1A0F9E}", array(string("7f1e2b6c-0a55-4a6e-9c8f-0d3c2b1a0f9e"))),
                Case.of("citext[]", "{MiXed}", array(string("MiXed"))), Case.of("bit(3)[]", "{101}", array(string("101"))),
                Case.of("varbit[]", "{\"\"}", array(string(""))),
                Case.of("int4range[]", "{\"[1,5)\",empty}", array(string("[1,5)"), string("empty"))),
                Case.of("json[]", "{\"{\\\"a\\\" : null}\",\"null\"}", array(object("a", new Value.Null()), new Value.Null())),
                Case.of("point[]", "{\"(1,2)\"}", array(string("(1,2)"))),
                Case.of("macaddr[]", "{08:00:2b:01:02:03}", array(string("08:00:2b:01:02:03"))),
                Case.of("cidr[]", "{10.0.0.0/8,10.1.2.3/32}", array(string("10.0.0.0/8"), string("10.1.2.3/32"))),
                Case.of("\"char\"[]", "{a,\" \"}", array(string("a"), string(" "))), Case.of("name[]", "{n}", array(string("n"))),
                Case.of("xml[]", "{<a/>}", array(string("<a/>"))), Case.of("oid[]", "{4294967295}", array(number(4294967295.0))),
                Case.of("tsvector[]", "{'a':1}", array(string("'a':1"))),
                Case.of("money[]", "{\"$1,234.50\"}", array(string("$1,234.50"))));
    }
}
