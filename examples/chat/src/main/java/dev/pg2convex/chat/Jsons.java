package dev.pg2convex.chat;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** JSON texts for the jsonb columns that Convex can hold, once their keys are escaped. */
final class Jsons {
    /** Odd ones; none is large. */
    static final List<String> ODD = List.of("null", "true", "false", "0", "42", "-1.5", "\"\"", "\"a scalar\"", "[]", "{}", "[null]",
            "[[],{},[[]]]", "[1, \"two\", false, null, {\"three\": 3}]",
            // keys that Convex forbids
            "{\"$integer\": \"AAAAAAAAAAA=\"}", "{\"$bytes\": \"AAAA\"}", "{\"$float\": \"AAAAAAAA8H8=\"}",
            "{\"$x\": 1, \"$\": 2, \"$$y\": 3}", "{\"nested\": [{\"$ref\": \"#/definitions/a\"}]}",
            "{\"\u00FCber\": 1, \"\u6F22\u5B57\": 2, \"\uD83D\uDE00\": 3, \"\u00E9\": 4, \"e\u0301\": 5}",
            "{\"tab\\tand\\u0001\\u007f\": 1, \"line\\nend\": 2}",
            // keys that would meet one another if escaping were careless
            "{\"$x\": 1, \"%24x\": 2, \"%2524x\": 3, \"%\": 4, \"100%\": 5}", "{\"\u00E9\": 1, \"%C3%A9\": 2}",
            // odd keys that it allows
            "{\"_y\": 1, \"_id\": \"x\", \"_creationTime\": 0, \"\": \"empty\", \" \": 1, \"a.b\": 2, \"a$b\": 3, \"a-b/c\": 4, \"0\": 5}",
            "{\"constructor\": 1, \"toString\": 2, \"length\": 3, \"then\": 4}", "{\"__proto__\": {\"a\": 1}, \"_proto_\": 2}",
            "{\"Key\": 1, \"key\": 2, \"KEY\": 3}", "{\"10\": 1, \"9\": 2, \"1\": 3}",
            // numbers that survive as doubles
            "[0.1, 1.10, 100, 1e21, 100000000000000000000, -1.5e300, 1e-7, 1e-300, 123456789.125, 0.30000000000000004]",
            "[9007199254740991, 9007199254740992, -9007199254740992, 18014398509481984, 1.7976931348623157e308, 2147483648, -0.0]",
            // strings that look like something else
            "{\"text\": \"\\u0007\\u001b[0m\\u2028\\ud83d\\ude00\", \"json\": \"{\\\"$integer\\\":1}\", \"date\": \"2024-02-30\", \"int\": \"9007199254740993\"}");

    private static final List<String> LANGUAGES = List.of("en", "fi", "ar", "he", "ja");

    private Jsons() {}

    static String metadata(Dice dice) {
        if (dice.oneIn(4)) {
            return dice.any(ODD);
        }
        return "{\"title\": \"Chat %d\", \"language\": \"%s\", \"pinned\": %b, \"tags\": [%s], \"settings\": {\"temperature\": %s, \"model\": \"%s\"}}"
                .formatted(dice.below(1000), dice.any(LANGUAGES), dice.oneIn(5), items(dice.below(4), i -> "\"tag-" + i + "\""),
                        dice.below(20) / 10.0, dice.oneIn(3) ? "large" : "small");
    }

    static String toolInvocations(Dice dice) {
        if (dice.oneIn(4)) {
            return dice.any(ODD);
        }
        return "[%s]".formatted(items(1 + dice.below(3),
                i -> "{\"toolCallId\": \"call_%s\", \"toolName\": \"search\", \"state\": \"result\", \"step\": %d, \"args\": {\"query\": \"q%d\"}, \"result\": %s}"
                        .formatted(dice.base62(12), i, dice.below(100),
                                dice.oneIn(5) ? dice.any(ODD) : "{\"hits\": " + dice.below(50) + "}")));
    }

    /** An array in an array, so many levels of them, with a number in the innermost. */
    static String arrays(int levels) {
        return "[".repeat(levels) + "1" + "]".repeat(levels);
    }

    static String objects(int levels) {
        return "{\"a\": ".repeat(levels) + "1" + "}".repeat(levels);
    }

    static String array(int length) {
        return "[" + items(length, Integer::toString) + "]";
    }

    static String object(int fields) {
        return "{" + items(fields, i -> "\"k" + i + "\": " + i) + "}";
    }

    static String key(String key) {
        return "{\"" + key + "\": 1}";
    }

    private static String items(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(joining(", "));
    }
}
