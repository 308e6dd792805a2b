package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.value.Value;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ValueCodecTest {
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Arguments> encodings() {
        return Stream.of(Arguments.of(new Value.Null(), "null"), Arguments.of(new Value.Bool(true), "true"),
                Arguments.of(new Value.Float64(5), "5.0"), Arguments.of(new Value.Float64(1e16), "1.0E16"),
                Arguments.of(new Value.Float64(0.1), "0.1"), Arguments.of(new Value.Int64(42), "{\"$integer\":\"KgAAAAAAAAA=\"}"),
                Arguments.of(new Value.Int64(-1), "{\"$integer\":\"//////////8=\"}"),
                Arguments.of(new Value.Float64(-0.0), "{\"$float\":\"AAAAAAAAAIA=\"}"),
                Arguments.of(new Value.Float64(Double.NaN), "{\"$float\":\"AAAAAAAA+H8=\"}"),
                Arguments.of(new Value.Float64(Double.NEGATIVE_INFINITY), "{\"$float\":\"AAAAAAAA8P8=\"}"),
                Arguments.of(new Value.Bytes(new byte[]{1, -1}), "{\"$bytes\":\"Af8=\"}"),
                Arguments.of(new Value.Text("a\"\n😀"), "\"a\\\"\\n😀\""),
                Arguments.of(new Value.Array(List.of(new Value.Null(), new Value.Bool(false))), "[null,false]"),
                Arguments.of(new Value.Obj(Map.of("b", new Value.Null(), "a", new Value.Null(), "", new Value.Null())),
                        "{\"\":null,\"a\":null,\"b\":null}"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void write_value_isConvexJson(Value value, String expected) {
        assertEquals(expected, write(value));
        assertEquals(value, ValueReader.read(JSON.readTree(expected)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.0", "5e0", "0.5e1"})
    void read_anyFormOfNumber_isADouble(String json) {
        assertEquals(new Value.Float64(5), ValueReader.read(JSON.readTree(json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"$integer\":\"AA==\"}", "{\"$set\":\"AA==\"}", "{\"$bytes\":\"!\"}"})
    void read_malformedTag_throws(String json) {
        assertThrows(IllegalArgumentException.class, () -> ValueReader.read(JSON.readTree(json)));
    }

    @Test
    void write_keyThatConvexWouldTakeForATag_throws() {
        Value value = new Value.Obj(Map.of("$integer", new Value.Text("KgAAAAAAAAA=")));

        assertThrows(IllegalArgumentException.class, () -> write(value));
    }

    @Test
    void read_writtenRandomValues_areTheSame() {
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            Value value = value(random, 4);
            assertEquals(value, ValueReader.read(JSON.readTree(write(value))));
        }
    }

    @Test
    void read_writtenRandomDoubles_areTheSameBits() {
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            assertEquals(new Value.Float64(number), ValueReader.read(JSON.readTree(write(new Value.Float64(number)))));
        }
    }

    static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> new Value.Null();
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2 -> new Value.Float64(random.nextBoolean() ? random.nextInt() : random.nextGaussian());
            case 3 -> new Value.Int64(random.nextLong());
            case 4 -> new Value.Text(text(random));
            case 5 -> {
                byte[] bytes = new byte[random.nextInt(9)];
                random.nextBytes(bytes);
                yield new Value.Bytes(bytes);
            }
            case 6 -> {
                List<Value> items = new ArrayList<>();
                random.ints(random.nextInt(4)).forEach(_ -> items.add(value(random, depth - 1)));
                yield new Value.Array(items);
            }
            default -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                random.ints(random.nextInt(4)).forEach(_ -> fields.put("k" + random.nextInt(5), value(random, depth - 1)));
                yield new Value.Obj(fields);
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(6))
                .forEach(_ -> text.appendCodePoint(random.nextBoolean() ? random.nextInt(0x80) : 0x10000 + random.nextInt(0x1000)));
        return text.toString();
    }

    private static String write(Value value) {
        StringWriter text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            new ValueWriter(json).write(value);
        }
        return text.toString();
    }
}
