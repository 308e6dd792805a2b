package dev.pg2convex.schemas;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Types of columns, and values of them as SQL spells them: all that can be carried exactly. */
enum RandomType {
    SMALLINT("smallint", "'-32768'", "32767", "0"), INTEGER("integer", "'-2147483648'", "2147483647", "0"),
    BIGINT("bigint", "'-9223372036854775808'", "9223372036854775807", "9007199254740993"),
    NUMERIC("numeric", "'NaN'", "1.50", "0.000000000000000000001", "123456789012345678901234567890.5", "'-Infinity'"),
    PRICE("numeric(10, 2)", "0.10", "'-99999999.99'", "3"), DOUBLE("double precision", "'NaN'", "'Infinity'", "'-0'", "5e-324", "0.1"),
    REAL("real", "1e-45", "0.1", "'NaN'", "3.4028235e38"), BOOLEAN("boolean", "true", "false"),
    TEXT("text", "''", "'a,b'", "E'\\u202Eאבג\\n\\\\'", "'😀''\"'", "repeat('long ', 9000)", "' '"),
    VARCHAR("varchar(20)", "''", "'ünï'", "'NULL'"), CHAR("char(6)", "'a'", "'é'", "''"), CITEXT("citext", "'ÄÖ'", "'Mixed'"),
    UUID("uuid", "'00000000-0000-0000-0000-000000000000'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
    BYTEA("bytea", "'\\x'", "'\\x00ff'", "sha256('a')"), DATE("date", "'2024-02-29'", "'infinity'", "'4713-01-01 BC'", "'9999-12-31'"),
    TIME("time", "'24:00'", "'23:59:59.999999'"),
    TIMESTAMPTZ("timestamptz", "'2024-01-01 00:00:00.000001+02'", "'1883-11-18 12:03:58+00'", "'0044-03-15 BC'"),
    TIMESTAMP("timestamp", "'1969-12-31 23:59:59.999999'", "'2200-01-01'"),
    INTERVAL("interval", "'1 year -2 days 03:04:05.000006'", "'-infinity'", "'0'"),
    JSONB("jsonb", "'null'", "'[]'", "'{\"$x\": {\"ünï\": [1, \"a\", null]}, \"\": 0.5}'", "'\"text\"'",
            "'{\"$integer\": \"AAAAAAAAAAA=\"}'"),
    JSON("json", "'{\"b\": 1, \"a\": 2}'", "' [1 , 2]'"), INET("inet", "'10.0.0.1/24'", "'::1'"), MACADDR("macaddr", "'08:00:2b:01:02:03'"),
    RANGE("int4range", "'empty'", "'[1,5)'", "'(,)'"), MULTIRANGE("datemultirange", "'{}'", "'{[2024-01-01,2024-02-01)}'"),
    ENUM("mood", "''", "'so-so'", "'it''s \"odd\"'"), DOMAIN("short_text", "'x'", "''"),
    COMPOSITE("pair", "'(1,\"a \"\"b\"\"\")'", "'(,)'", "ROW(1, NULL)::pair"),
    INTEGERS("integer[]", "'{}'", "'{1,NULL,3}'", "'[0:1]={5,6}'"), MATRIX("integer[][]", "'{}'", "'{{1,2},{3,4}}'"),
    TEXTS("text[]", "'{\"a,b\",\"\",NULL,\"NULL\"}'", "'{}'"), MOODS("mood[]", "'{so-so,\"\"}'", "'{}'"),
    PAIRS("pair[]", "ARRAY[ROW(1, 'x'), NULL]::pair[]", "'{}'"), POINT("point", "'(1,2.5)'"), BITS("bit varying", "''", "B'101'"),
    MONEY("money", "'-0.01'", "92233720368547758.07"), XML("xml", "'<a b=\"c\">&amp;</a>'"), TSVECTOR("tsvector", "'a:1 b:2'");

    /** What a schema must have before its tables. */
    static final String DECLARATIONS = """
            CREATE EXTENSION citext;
            CREATE TYPE mood AS ENUM ('fine', 'so-so', '', 'it''s "odd"');
            CREATE DOMAIN short_text AS text CHECK (length(VALUE) < 100);
            CREATE TYPE pair AS (n integer, "Some text" text);
            """;
    private static final List<RandomType> KEYS = List.of(SMALLINT, INTEGER, BIGINT, NUMERIC, DOUBLE, TEXT, VARCHAR, CHAR, CITEXT, UUID,
            BYTEA, DATE, TIMESTAMPTZ, TIMESTAMP, TIME, INET, DOMAIN);
    private static final RandomType[] ALL = values();

    final String sql;
    private final List<String> odd;

    RandomType(String sql, String... odd) {
        this.sql = sql;
        this.odd = List.of(odd);
    }

    static RandomType any(SplittableRandom random) {
        return ALL[random.nextInt(ALL.length)];
    }

    static RandomType ofKey(SplittableRandom random) {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    /** Any value: an odd one, most of the time. */
    String literal(SplittableRandom random) {
        return KEYS.contains(this) && random.nextInt(4) == 0 ? key(random.nextInt(30_000))
                : odd.get(random.nextInt(odd.size())) + "::" + sql;
    }

    /** Another value for each number, for types that can be keys. */
    String key(int n) {
        return switch (this) {
            case SMALLINT, INTEGER, BIGINT -> Integer.toString(n % 2 == 0 ? n : -n);
            case NUMERIC -> n + ".50";
            case DOUBLE -> String.format(Locale.ROOT, "%s::float8", n / 8.0);
            case TEXT, VARCHAR, CITEXT, DOMAIN -> "'" + List.of("k", " ", "Ä", "\"", "{,", "\\").get(n % 6) + n + "'::" + sql;
            case CHAR -> "'" + n + "'::char(6)";
            case UUID -> "md5('" + n + "')::uuid";
            case BYTEA -> "sha256('" + n + "')";
            case DATE -> "date '1900-01-01' + " + n;
            case TIMESTAMPTZ -> "timestamptz '2024-01-01 00:00+00' + " + n + " * interval '1 microsecond'";
            case TIMESTAMP -> "timestamp '2024-01-01' + " + n + " * interval '1 second'";
            case TIME -> "time '00:00' + " + n + " * interval '1 second'";
            case INET -> "inet '10.0.0.0' + " + n;
            default -> throw new IllegalStateException(this + " is no type of a key");
        };
    }

    /** Names of tables and columns, for each number another one. */
    static String name(SplittableRandom random, int n) {
        var stem = List
                .of("plain", "two_words", "CamelCase", "with space", "größe", "日本", "qu\"ote", "_private", "1st", "select", "a-b", "id")
                .get(random.nextInt(12));
        return '"' + (stem + n).replace("\"", "\"\"") + '"';
    }
}
