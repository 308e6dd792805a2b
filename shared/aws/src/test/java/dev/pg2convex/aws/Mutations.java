package dev.pg2convex.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages with something wrong in them, or right by chance. */
final class Mutations {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES = List.of("version", "command", "type", "mapping", "runId", "pageId", "ordinal", "requestId",
            "scope", "options", "tables", "keys", "where", "redrive", "reasons", "verify", "allowDeletes", "removed", "text", "id",
            "detail", "detail-type", "run", "key", "after", "table", "document", "reasons", "optoins");
    private static final List<String> TEXTS = List.of("", " ", "\t\n", "\u00a0", "\u2003", "start", "resync", "verify", "reset", "register",
            "resume", "pause", "cancel", "status", "report", "rejects", "ids", "page", "advance", "plan", "tick", "keep", "delete", "kept",
            "id > 7", "6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b", "6F0C9A52-3C1E-4D5E-9B0A-2F4E6D8C1A3B", "1-1-1-1-1",
            "pg2convex.migration.requested", "x".repeat(512), "x".repeat(513), "😀".repeat(512));

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** One to three changes, anywhere. */
    JsonNode of(JsonNode message) {
        var copy = message.deepCopy();
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            var places = new ArrayList<JsonNode>();
            collect(copy, places);
            switch (places.get(random.nextInt(places.size()))) {
                case ObjectNode object -> change(object);
                case ArrayNode array -> change(array);
                default -> throw new AssertionError();
            }
        }
        return copy;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainer()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private void change(ObjectNode object) {
        var names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || random.nextInt(3) == 0) {
            object.set(any(NAMES), value(2));
        } else if (random.nextInt(3) == 0) {
            object.remove(any(names));
        } else {
            object.set(any(names), value(2));
        }
    }

    private void change(ArrayNode array) {
        if (array.isEmpty() || random.nextBoolean()) {
            array.add(value(1));
        } else {
            array.remove(random.nextInt(array.size()));
        }
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 12)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(any(List.of(-1L, 0L, 1L, 2L, (long) Integer.MAX_VALUE, Integer.MAX_VALUE + 1L, Long.MAX_VALUE)));
            case 3 -> JSON.numberNode(any(List.of(1.0, 1.5, 1e15)));
            case 4 -> JSON.numberNode(new java.math.BigInteger("9223372036854775808"));
            case 5, 6, 7, 8, 9, 10, 11 -> JSON.stringNode(any(TEXTS));
            case 12, 13 -> {
                var array = JSON.arrayNode();
                for (int items = random.nextInt(3); items > 0; items--) {
                    array.add(value(depth - 1));
                }
                yield array;
            }
            default -> {
                var object = JSON.objectNode();
                for (int fields = random.nextInt(3); fields > 0; fields--) {
                    object.set(any(NAMES), value(depth - 1));
                }
                yield object;
            }
        };
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
