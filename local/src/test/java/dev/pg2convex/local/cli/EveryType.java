package dev.pg2convex.local.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table with a column of every type: two rows of extremes, one of nulls, and what the documents must be. The expectation is SQL that makes the
 * JSON of Convex's own encoding from what Postgres says of the column.
 *
 * @param expected of the column {@code @}
 */
record EveryType(String column, String type, String first, String second, String expected) {
    static final String SCRIPT = """
            CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext; CREATE EXTENSION hstore SCHEMA ext;
            CREATE TYPE mood AS ENUM ('o''k "é", {x}', '');
            CREATE TYPE part AS (a text, b bool);
            CREATE TYPE address AS (street text, zip int, "inner" part, tags text[]);
            CREATE DOMAIN homes AS address[];
            CREATE DOMAIN euros AS numeric(20,4); CREATE DOMAIN amount AS euros CHECK (VALUE IS DISTINCT FROM 77);
            CREATE TYPE vector;
            CREATE FUNCTION vector_in(cstring) RETURNS vector AS 'textin' LANGUAGE internal IMMUTABLE STRICT;
            CREATE FUNCTION vector_out(vector) RETURNS cstring AS 'textout' LANGUAGE internal IMMUTABLE STRICT;
            CREATE TYPE vector (INPUT = vector_in, OUTPUT = vector_out, LIKE = text);
            CREATE FUNCTION expected(int8) RETURNS jsonb LANGUAGE sql
                RETURN jsonb_build_object('$integer', encode(reverse(int8send($1)), 'base64'));
            CREATE FUNCTION expected(bytea) RETURNS jsonb LANGUAGE sql
                RETURN jsonb_build_object('$bytes', replace(encode($1, 'base64'), E'\\n', ''));
            CREATE FUNCTION expected(float8) RETURNS jsonb LANGUAGE sql
                RETURN CASE WHEN $1::text IN ('NaN', 'Infinity', '-Infinity', '-0')
                    THEN jsonb_build_object('$float', encode(reverse(float8send($1)), 'base64')) ELSE to_jsonb($1) END;
            CREATE FUNCTION expected(timestamptz) RETURNS jsonb LANGUAGE sql RETURN to_jsonb(extract(epoch FROM $1) * 1000);
            CREATE FUNCTION expected(address) RETURNS jsonb LANGUAGE sql RETURN jsonb_strip_nulls(to_jsonb($1));
            CREATE TABLE "Größe ""x""\" ("Der Schlüssel" text PRIMARY KEY, "_id" int NOT NULL, "a ""b"" c" text, "имя" text, gone int);
            ALTER TABLE "Größe ""x""\" DROP COLUMN gone;
            INSERT INTO "Größe ""x""\" VALUES ('b''"', 1, 'q', 'имя 1'), ('', 2, NULL, '');
            CREATE TABLE parted (day date, n int, PRIMARY KEY (day, n)) PARTITION BY RANGE (day);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
            CREATE TABLE parted_2 PARTITION OF parted DEFAULT;
            INSERT INTO parted SELECT date '2024-01-20' + n, n FROM generate_series(1, 30) n;
            CREATE TABLE animals (id int PRIMARY KEY, name text NOT NULL);
            CREATE TABLE cats (lives int NOT NULL, PRIMARY KEY (id)) INHERITS (animals);
            INSERT INTO animals VALUES (1, 'a'), (2, 'b'); INSERT INTO cats VALUES (2, 'c', 9), (3, 'd', 8);
            """;
    static final String MAPPING = """
            name: types
            tables:
              everything:
              odd:
                from: 'Größe "x"'
                fields: { own: { sql: '"_id" * 2' }, quoted: 'a "b" c', cyrillic: имя, systemId: _id }
              parted:
              animals: { omit: [id] }
              cats: { omit: [id] }
            """;
    static final List<EveryType> ALL = List.of(of("small", "int2", "-32768", "32767", "to_jsonb(@)"),
            of("big", "int8", "-9223372036854775808", "9223372036854775807", "expected(@)"),
            of("real4", "float4", "0.1", "-Infinity", "expected(@::text::float8)"), of("real8", "float8", "-0", "NaN", "expected(@)"),
            text("exact", "numeric", "123456789012345678901234567890.10", "NaN"), text("amount", "amount", "1.5", "-0.0001"),
            text("cash", "money", "-1234567.891", "0"), of("flag", "bool", "true", "false", "to_jsonb(@)"),
            text("body", "text", "👩‍👩‍👧‍👦 שלום \u0001 \u200f Z\u0301 \t\n\\ \"", ""), text("code", "varchar(5)", "Zoë", " a "),
            of("padded", "char(6)", "ab", "", "to_jsonb(rtrim(@::text))"), text("mail", "ext.citext", "MiXed@É.org", ""),
            text("uid", "uuid", "7F1E2B6C-0A55-4A6E-9C8F-0D3C2B1A0F9E", "00000000-0000-0000-0000-000000000000"),
            text("mood", "mood", "o'k \"é\", {x}", ""), text("bits", "bit(3)", "101", "000"), text("vbits", "varbit", "10101", ""),
            text("doc", "xml", "<a b=\"1\">é</a>", "<!-- no element -->"), text("vec", "tsvector", "'it''s':1A,2 b", ""),
            text("asked", "tsquery", "a & !b:*C", ""),
            of("at", "timestamptz", "2024-02-29 12:00:00.123456+02", "0044-03-15 00:00:00+00 BC", "expected(@)"),
            of("local", "timestamp", "1969-12-31 23:59:59.999999", "9999-12-31 00:00:00", "expected(@ AT TIME ZONE 'UTC')"),
            of("day", "date", "2024-02-29", "0001-01-01 BC", "to_jsonb(CASE WHEN @ < '0001-01-01' THEN '0000-01-01' ELSE @::text END)"),
            text("clock", "time", "24:00:00", "12:30:00.000001"), text("zoned", "timetz", "12:30:00+05:30", "00:00:00-15:59"),
            text("span", "interval", "1 year 2 mons -3 days 04:05:06.7", "-infinity"),
            of("ip", "inet", "10.0.0.1", "2001:db8::/32", "to_jsonb(format('%s', @))"), text("net", "cidr", "10.1.2.3/32", "::/0"),
            text("mac", "macaddr8", "08:00:2b:01:02:03:04:05", "00:00:00:00:00:00:00:00"),
            of("data", "jsonb", "{\"$x\": {\"é\": [1, null, \"😀\"]}, \"\": 1.50}", "\"\"",
                    "CASE WHEN row = 1 THEN '{\"%24x\": {\"%C3%A9\": [1, null, \"😀\"]}, \"\": 1.5}'::jsonb ELSE @ END"),
            of("plain", "json", "{\"b\" : 1e2, \"a\": [true, false]}", "[]", "@::jsonb"),
            of("raw", "bytea", "\\x00ff10" + "ab".repeat(3_000), "", "expected(@)"),
            of("ints", "int[]", "[0:2]={1,NULL,3}", "{}", "to_jsonb(@)"),
            of("matrix", "int8[]", "{{9007199254740993,2},{3,4}}", "{}",
                    "CASE WHEN row = 1 THEN jsonb_build_array(jsonb_build_array(expected(@[1][1]), expected(@[1][2])), "
                            + "jsonb_build_array(expected(@[2][1]), expected(@[2][2]))) ELSE '[]' END"),
            of("texts", "text[]", "{\"a,b\",\"\",NULL,\"NULL\",\"x\\\\y\\\"z\",\"{é}\"}", "{NULL}", "to_jsonb(@)"),
            of("stamps", "timestamptz[]", "{\"1970-01-01 00:00:00.5+00\",\"2024-01-01 00:00:00+14\"}", "{}",
                    "(SELECT coalesce(jsonb_agg(expected(x) ORDER BY n), '[]') FROM unnest(@) WITH ORDINALITY AS u(x, n))"),
            of("home", "address", "(\"1, \"\"Main\"\" \\\\ St\",12,\"(x,t)\",\"{a,\"\"b c\"\"}\")", "(\"\",,\"(,)\",)", "expected(@)"),
            of("homes", "homes", "{\"(a,1,,)\",\"(,,\\\"(,f)\\\",{})\"}", "{}",
                    "(SELECT coalesce(jsonb_agg(expected(ROW(street, zip, \"inner\", tags)::address) ORDER BY n), '[]') "
                            + "FROM unnest(@) WITH ORDINALITY AS u(street, zip, \"inner\", tags, n))"),
            of("kv", "ext.hstore", "\"a\"=>\"x, \\\"y\\\" \\\\\", b=>NULL, \"\"=>\"\"", "", "ext.hstore_to_jsonb(@)"),
            text("period", "tstzrange", "[2024-01-01 00:00+02,infinity)", "empty"), text("many", "int4multirange", "{[1,3),[5,9)}", "{}"),
            text("place", "point", "(1.5,-0)", "(NaN,1e+300)"), text("class", "regclass", "parted", "pg_class"),
            of("embedding", "vector", "[1,-2.5,3e-05]", "[0]", "@::text::jsonb"), text("lsn", "pg_lsn", "16/B374D848", "0/0"));

    private static EveryType of(String column, String type, String first, String second, String expected) {
        return new EveryType(column, type, first, second, expected);
    }

    private static EveryType text(String column, String type, String first, String second) {
        return of(column, type, first, second, "to_jsonb(@::text)");
    }

    /** The table, its rows, and one more row that cannot be carried: it is an infinite time. */
    static String table() {
        return "CREATE TABLE everything (row int PRIMARY KEY, "
                + ALL.stream().map(each -> each.column + " " + each.type).collect(Collectors.joining(", "))
                + ", twice int GENERATED ALWAYS AS (small * 2) STORED, thrice int GENERATED ALWAYS AS (small * 3) VIRTUAL);"
                + "INSERT INTO everything VALUES (1, " + ALL.stream().map(each -> quoted(each.first)).collect(Collectors.joining(", "))
                + "), (2, " + ALL.stream().map(each -> quoted(each.second)).collect(Collectors.joining(", ")) + ");"
                + "INSERT INTO everything (row) VALUES (3); INSERT INTO everything (row, at) VALUES (4, 'infinity')";
    }

    /** One JSON text per document that there must be; a null is a field that is left out. */
    static String documents() {
        return "SELECT (SELECT jsonb_object_agg(key, value) FILTER (WHERE value <> 'null') FROM jsonb_each(jsonb_build_object('row', row, 'twice', twice, 'thrice', thrice) || "
                + ALL.stream()
                        .map(each -> "jsonb_build_object('" + each.column + "', CASE WHEN num_nulls(" + each.column + ") = 0 THEN "
                                + each.expected.replace("@", each.column) + " END)")
                        .collect(Collectors.joining(" || "))
                + ")) FROM everything WHERE row < 4 ORDER BY row";
    }

    private static String quoted(String literal) {
        return "'" + literal.replace("'", "''") + "'";
    }
}
