package dev.pg2convex.convex;

import dev.pg2convex.core.value.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Reads values from Convex's encoded JSON. */
final class ValueReader {
    private ValueReader() {}

    /** @throws IllegalArgumentException for what is no encoded value */
    static Value read(JsonNode json) {
        return switch (json.getNodeType()) {
            case NULL -> new Value.Null();
            case BOOLEAN -> new Value.Bool(json.booleanValue());
            case NUMBER -> new Value.Float64(json.numberValue().doubleValue());
            case STRING -> new Value.Text(json.stringValue());
            case ARRAY -> new Value.Array(json.values().stream().map(ValueReader::read).toList());
            case OBJECT -> readObject(json);
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("not JSON");
        };
    }

    static Value.Obj readDocument(JsonNode json) {
        if (json.isObject() && readObject(json) instanceof Value.Obj document) {
            return document;
        }
        throw new IllegalArgumentException("a document that is no object");
    }

    private static Value readObject(JsonNode json) {
        if (json.size() == 1) {
            var only = json.properties().iterator().next();
            if (only.getKey().startsWith("$")) {
                return readTagged(only.getKey(), Base64.getDecoder().decode(only.getValue().stringValue()));
            }
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        json.properties().forEach(field -> fields.put(field.getKey(), read(field.getValue())));
        return new Value.Obj(fields);
    }

    private static Value readTagged(String tag, byte[] bytes) {
        return switch (tag) {
            case "$bytes" -> new Value.Bytes(bytes);
            case "$integer" -> new Value.Int64(bits(bytes));
            case "$float" -> new Value.Float64(Double.longBitsToDouble(bits(bytes)));
            default -> throw new IllegalArgumentException("a value of unknown kind");
        };
    }

    private static long bits(byte[] bytes) {
        if (bytes.length != Long.BYTES) {
            throw new IllegalArgumentException("a number that has not 8 bytes");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
