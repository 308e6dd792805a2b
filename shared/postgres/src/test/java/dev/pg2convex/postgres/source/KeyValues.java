package dev.pg2convex.postgres.source;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Types that a key can have, and random values of them as SQL literals: extremes, and several spellings of equal values, come often. */
record KeyValues(String type, Function<Random, String> values) {
    /** Run once, in a schema that no session's search path has. */
    static final String[] SETUP = {"CREATE SCHEMA ext", "CREATE EXTENSION citext SCHEMA ext",
            "CREATE COLLATION ext.natural (provider = icu, locale = 'en-u-kn-true-kf-upper')",
            "CREATE TYPE ext.\"My Mood\" AS ENUM ('sad', 'o''k \"é', 'happy, {x}', '', 'NULL')", "CREATE DOMAIN ext.mail AS ext.citext",
            "CREATE DOMAIN ext.work_mail AS ext.mail NOT NULL CHECK (VALUE <> 'never')", "CREATE DOMAIN ext.amount AS numeric(20,6)",
            "CREATE DOMAIN ext.title AS text COLLATE \"de-x-icu\""};

    private static final String[] LETTERS = {"a", "A", "b", "B", "ä", "Ä", "a\u0308", "ß", "ẞ", "z", "Z", "é", "İ", "ı", "Σ", "σ", "ς", "-",
            "_", " ", "'", "\"", "\\", "{", "}", ",", "(", "NULL", "\t", "\n", "1", "10", "9", "م", "日", "😀", "\uFFFD", "\u0001"};

    static final List<KeyValues> ALL = List.of(integers("int2", 15), integers("int4", 31), integers("int8", 63),
            of("oid", r -> String.valueOf(r.nextInt(3) * 2147483647L)), texts("text"), texts("text COLLATE \"C\""),
            texts("text COLLATE \"POSIX\""), texts("text COLLATE \"en-x-icu\""), texts("text COLLATE \"sv-x-icu\""),
            texts("text COLLATE ext.natural"), texts("varchar"), texts("varchar(40) COLLATE \"de-x-icu\""), texts("ext.title"),
            texts("name"), texts("ext.citext"), texts("ext.citext COLLATE \"C\""), texts("ext.citext COLLATE \"en-x-icu\""),
            texts("ext.work_mail"), of("bpchar", r -> text(r) + " ".repeat(r.nextInt(3))),
            of("char(30)", r -> text(r) + " ".repeat(r.nextInt(3))), of("\"char\"", r -> "aA ~\"'".substring(r.nextInt(6)).substring(0, 1)),
            of("uuid", r -> new java.util.UUID(r.nextInt(3) - 1, r.nextLong()).toString()),
            of("bool", r -> String.valueOf(r.nextBoolean())), of("numeric", KeyValues::number), of("numeric(8,2)", r -> decimal(r, 5)),
            of("numeric(5,-2)", r -> decimal(r, 5)), of("ext.amount", r -> decimal(r, 9)), of("float8", KeyValues::floating),
            of("float4", KeyValues::floating), of("date", r -> r.nextInt(5) == 0 ? infinity(r) : day(r)),
            of("timestamp", r -> r.nextInt(5) == 0 ? infinity(r) : moment(r, "")), of("timestamp(2)", r -> moment(r, "")),
            of("timestamptz", r -> r.nextInt(5) == 0 ? infinity(r) : moment(r, pick(r, "+00", "+05:30", "-11", "+00:00:01"))),
            of("time", r -> "%02d:%02d:%02d.%06d".formatted(r.nextInt(24), r.nextInt(60), r.nextInt(60), r.nextInt(3))),
            of("timetz", r -> pick(r, "12:00:00+00", "13:00:00+01", "12:00:00.000001-11", "24:00:00+00", "00:00:00+14")),
            of("interval",
                    r -> pick(r, "1 day", "24 hours", "30 days", "1 mon", "-1 mon +1 day", "-29 days", "0", "1 us", "infinity", "-infinity",
                            "1 year", "360 days", "-24:00:00.5", "-1 day -0.5 sec")),
            of("bytea", r -> "\\x" + java.util.HexFormat.of().formatHex(bytes(r))),
            of("ext.\"My Mood\"", r -> pick(r, "sad", "o'k \"é", "happy, {x}", "", "NULL")),
            of("inet", r -> address(r) + pick(r, "", "/32", "/8", "/25")),
            of("inet", r -> "2001:db8::" + r.nextInt(9) + pick(r, "", "/128", "/64")),
            of("cidr", r -> pick(r, "10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "10.1.2.3/32", "::/0", "2001:db8::/32", "::ffff:1.2.3.4")),
            of("macaddr", r -> "08:00:2b:01:02:0" + r.nextInt(10)), of("macaddr8", r -> "08:00:2b:01:02:03:04:0" + r.nextInt(10)),
            of("bit(3)", r -> pick(r, "000", "101", "111")), of("varbit", r -> "0101010".substring(r.nextInt(7))),
            of("pg_lsn", r -> Integer.toHexString(r.nextInt(3)) + "/" + Integer.toHexString(r.nextInt())),
            of("xid8", r -> Long.toUnsignedString(r.nextInt(3) - 1L)),
            of("int4range", r -> pick(r, "empty", "[1,5)", "[1,4]", "(0,5)", "(,)", "[7,)", "(,3]")), of("tstzmultirange",
                    r -> pick(r, "{}", "{[2024-01-01 00:00+00,2024-01-02 00:00+00)}", "{[2024-01-01 02:00+02,2024-01-02 00:00+00)}")));

    private static KeyValues of(String type, Function<Random, String> values) {
        return new KeyValues(type, values);
    }

    private static KeyValues texts(String type) {
        return of(type, KeyValues::text);
    }

    private static KeyValues integers(String type, int bits) {
        long most = (1L << bits) - 1;
        return of(type, r -> String.valueOf(switch (r.nextInt(6)) {
            case 0 -> most;
            case 1 -> -most - 1;
            default -> r.nextInt(200) - 100L;
        }));
    }

    String literal(Random random) {
        return "'" + values.apply(random).replace("'", "''") + "'";
    }

    private static String text(Random r) {
        var text = new StringBuilder();
        for (int i = r.nextInt(4); i > 0; i--) {
            text.append(pick(r, LETTERS));
        }
        return text.toString();
    }

    private static String number(Random r) {
        return r.nextInt(5) == 0 ? pick(r, "NaN", "Infinity", "-Infinity", "1e40", "1e-40", "-0.000", "0")
                : decimal(r, 3) + "0".repeat(r.nextInt(3));
    }

    private static String decimal(Random r, int digits) {
        return (r.nextBoolean() ? "-" : "") + r.nextInt((int) Math.pow(10, digits)) + "." + r.nextInt(3);
    }

    private static String floating(Random r) {
        return pick(r, "NaN", "Infinity", "-Infinity", "-0", "0", "1e-30", "1e30", "0.1", "-0.1", "16777217",
                String.valueOf(r.nextInt(50) / 7.0));
    }

    private static String day(Random r) {
        return "%04d-%02d-%02d%s".formatted(pick(r, 1, 44, 1970, 2024, 4000), 1 + r.nextInt(12), 1 + r.nextInt(28), pick(r, "", "", " BC"));
    }

    private static String moment(Random r, String zone) {
        String date = day(r);
        String time = " %02d:%02d:%02d.%06d".formatted(r.nextInt(24), r.nextInt(60), r.nextInt(60), pick(r, 0, 1, 999_999, 500_000)) + zone;
        return date.endsWith(" BC") ? date.replace(" BC", "") + time + " BC" : date + time;
    }

    private static String infinity(Random r) {
        return pick(r, "infinity", "-infinity");
    }

    private static String address(Random r) {
        return "10." + r.nextInt(3) + ".0." + r.nextInt(256);
    }

    private static byte[] bytes(Random r) {
        byte[] bytes = new byte[r.nextInt(4)];
        r.nextBytes(bytes);
        return bytes;
    }

    @SafeVarargs
    private static <T> T pick(Random r, T... choices) {
        return choices[r.nextInt(choices.length)];
    }
}
