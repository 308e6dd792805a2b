package dev.pg2convex.chat.expectation;

import dev.pg2convex.chat.expectation.Expected.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Convex's limits on a whole document. */
final class Limits {
    static final long MOST_BYTES = 1 << 20;
    /** An ID and a creation time, which Convex adds. */
    static final long SYSTEM_BYTES = 4 + 34 + 14 + 9;
    private static final int DEEPEST = 16;
    private static final int ID_BYTES = 34;

    private Limits() {}

    static void check(Map<String, Object> document) throws Unfit {
        if (depth(document) > DEEPEST) {
            throw new Unfit("too_deep");
        }
        if (bytes(document) + SYSTEM_BYTES > MOST_BYTES) {
            throw new Unfit("document_too_large");
        }
    }

    private static int depth(Object value) {
        return switch (value) {
            case List<?> items -> 1 + deepest(items);
            case Map<?, ?> fields -> 1 + deepest(fields.values());
            case null, default -> 0;
        };
    }

    private static int deepest(Iterable<?> values) {
        int deepest = 0;
        for (Object value : values) {
            deepest = Math.max(deepest, depth(value));
        }
        return deepest;
    }

    static long bytes(Object value) {
        return switch (value) {
            case null -> 1;
            case Boolean _ -> 1;
            case Double _ -> 9;
            case String text -> 2L + utf8(text);
            case Reference _ -> ID_BYTES;
            case List<?> items -> 2 + items.stream().mapToLong(Limits::bytes).sum();
            case Map<?, ?> fields ->
                2 + fields.entrySet().stream().mapToLong(field -> utf8((String) field.getKey()) + 1 + bytes(field.getValue())).sum();
            default -> throw new IllegalArgumentException("no Convex value: " + value.getClass());
        };
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
