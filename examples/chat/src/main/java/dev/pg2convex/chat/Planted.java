package dev.pg2convex.chat;

import static dev.pg2convex.core.store.RejectReason.ARRAY_TOO_LONG;
import static dev.pg2convex.core.store.RejectReason.DOCUMENT_TOO_LARGE;
import static dev.pg2convex.core.store.RejectReason.KEY_TOO_LONG;
import static dev.pg2convex.core.store.RejectReason.NUMBER_PRECISION;
import static dev.pg2convex.core.store.RejectReason.TIMESTAMP_RANGE;
import static dev.pg2convex.core.store.RejectReason.TOO_DEEP;
import static dev.pg2convex.core.store.RejectReason.TOO_MANY_FIELDS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pg2convex.core.store.RejectReason;
import java.util.List;
import java.util.Optional;

/**
 * Rows at Convex's limits and just beyond them, each with one fault at most; as many at any size of the data.
 *
 * <p>A document nests one level deeper than its field: 16 levels leave 15 to a jsonb column.
 *
 * @param content null where the table has none, or any will do
 * @param createdAt null where any will do
 * @param reason empty where the row is good
 */
record Planted(String json, String content, String createdAt, Optional<RejectReason> reason) {
    /** Cannot be told apart from its neighbours as a double. */
    static final String FAR = "9999-12-31 23:59:59.999999+00";

    static final List<Planted> THREADS = List.of(good(Jsons.arrays(15)), good(Jsons.objects(15)), bad(TOO_DEEP, Jsons.arrays(16)),
            bad(TOO_DEEP, Jsons.objects(16)), bad(TOO_DEEP, Jsons.arrays(100)), bad(TOO_DEEP, Jsons.arrays(1_500)),
            good(Jsons.array(8_192)), bad(ARRAY_TOO_LONG, Jsons.array(8_193)),
            bad(ARRAY_TOO_LONG, "{\"items\": " + Jsons.array(10_000) + "}"), good(Jsons.object(1_024)),
            bad(TOO_MANY_FIELDS, Jsons.object(1_025)), good(Jsons.key("k".repeat(1_024))), bad(KEY_TOO_LONG, Jsons.key("k".repeat(1_025))),
            bad(KEY_TOO_LONG, Jsons.key("\u00FC".repeat(400))), bad(KEY_TOO_LONG, Jsons.key("k".repeat(60_000))),
            bad(NUMBER_PRECISION, "9007199254740993"), bad(NUMBER_PRECISION, "{\"snowflake\": 12345678901234567890}"),
            bad(NUMBER_PRECISION, "[[0.1234567890123456789012]]"), bad(NUMBER_PRECISION, "1e400"),
            bad(NUMBER_PRECISION, "{\"tiny\": 1e-400}"), bad(NUMBER_PRECISION, "{\"digits\": -1e1200}"),
            bad(DOCUMENT_TOO_LARGE, "{\"blob\": \"" + "b".repeat(1_100_000) + "\"}"),
            new Planted("{}", null, "infinity", Optional.of(TIMESTAMP_RANGE)));

    static final List<Planted> MESSAGES = List.of(bad(NUMBER_PRECISION, "[{\"result\": {\"id\": 9007199254740993}}]"),
            bad(NUMBER_PRECISION, "-9007199254740993"), bad(NUMBER_PRECISION, "{\"a\": [1, 3.14159265358979323846]}"),
            bad(TOO_DEEP, Jsons.objects(16)), bad(ARRAY_TOO_LONG, Jsons.array(8_193)), bad(TOO_MANY_FIELDS, Jsons.object(1_025)),
            good(Jsons.arrays(15)), good(Jsons.array(8_192)), good(Jsons.object(1_024)), text("x".repeat(1_000_000), Optional.empty()),
            text("x".repeat(1_100_000), Optional.of(DOCUMENT_TOO_LARGE)),
            // few enough characters, too many bytes
            text("\u8A9E".repeat(400_000), Optional.of(DOCUMENT_TOO_LARGE)),
            // too large only together
            new Planted("\"" + "t".repeat(400_000) + "\"", "x".repeat(700_000), null, Optional.of(DOCUMENT_TOO_LARGE)),
            at("infinity", Optional.of(TIMESTAMP_RANGE)), at("-infinity", Optional.of(TIMESTAMP_RANGE)),
            at(FAR, Optional.of(TIMESTAMP_RANGE)), at("1969-12-31 23:59:59.999999+00", Optional.empty()),
            at("2247-12-31 23:59:59.999999+00", Optional.empty()), at("1700-01-01 00:00:00.000001+00", Optional.empty()));

    private static final List<String> LONG = List.of("x", "\uD83D\uDE00", "\u0645", "\u0001", "\"\\", "line\n");
    private static final int LONG_BYTES = 300 * 1024;

    /** 300 KB of UTF-8, of another kind each time: what is short in Postgres may be long in JSON, and the other way about. */
    static String longText(int which) {
        String unit = LONG.get(which % LONG.size());
        int bytes = unit.getBytes(UTF_8).length;
        return unit.repeat(LONG_BYTES / bytes);
    }

    private static Planted good(String json) {
        return new Planted(json, null, null, Optional.empty());
    }

    private static Planted bad(RejectReason reason, String json) {
        return new Planted(json, null, null, Optional.of(reason));
    }

    private static Planted text(String content, Optional<RejectReason> reason) {
        return new Planted(null, content, null, reason);
    }

    private static Planted at(String createdAt, Optional<RejectReason> reason) {
        return new Planted(null, null, createdAt, reason);
    }
}
