package dev.pg2convex.convex;

import dev.pg2convex.core.value.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Writes values in Convex's encoded JSON. Equal values are equal bytes: keys are sorted. */
final class ValueWriter {
    private final JsonGenerator json;

    ValueWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(Value value) {
        switch (value) {
            case Value.Null _ -> json.writeNull();
            case Value.Bool(boolean bool) -> json.writeBoolean(bool);
            case Value.Float64(double number) -> writeNumber(number);
            case Value.Int64(long integer) -> writeTagged("$integer", bytes(integer));
            case Value.Text(String text) -> json.writeString(text);
            case Value.Bytes bytes -> writeTagged("$bytes", bytes.value());
            case Value.Array array -> {
                json.writeStartArray();
                array.items().forEach(this::write);
                json.writeEndArray();
            }
            case Value.Obj object -> writeFields(object.fields());
        }
    }

    private void writeFields(Map<String, Value> fields) {
        json.writeStartObject();
        new TreeMap<>(fields).forEach((key, value) -> {
            if (key.startsWith("$")) {
                // Convex would take a user's {"$integer": "…"} for an int64.
                throw new IllegalArgumentException("an object key with a leading $ has to be escaped before it is sent");
            }
            json.writeName(key);
            write(value);
        });
        json.writeEndObject();
    }

    /** Java's shortest decimal form, which a correct parser (Convex's is) reads as the same double. JSON has none for NaN, infinities and -0. */
    private void writeNumber(double number) {
        boolean negativeZero = Double.doubleToRawLongBits(number) == Double.doubleToRawLongBits(-0.0);
        if (negativeZero || !Double.isFinite(number)) {
            writeTagged("$float", bytes(Double.doubleToLongBits(number)));
        } else {
            json.writeNumber(number);
        }
    }

    private void writeTagged(String tag, byte[] bytes) {
        json.writeStartObject();
        json.writeName(tag);
        json.writeString(Base64.getEncoder().encodeToString(bytes));
        json.writeEndObject();
    }

    private static byte[] bytes(long bits) {
        return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(bits).array();
    }
}
