package dev.pg2convex.core.transform;

import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Values as JSON columns could hold them, forbidden keys included. */
final class RandomValues {
    private static final List<String> PIECES = List.of("", "a", "_", "$", "%", "24", "é", "😀", "\u0001", " ", "\"", ".", "__proto__",
            "\u007f", "שלום");
    private static final double[] NUMBERS = {0.0, -0.0, 1, -1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1e300,
            9007199254740992.0};

    private final RandomGenerator random;

    RandomValues(RandomGenerator random) {
        this.random = random;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> new Value.Null();
            case 1 -> new Value.Bool(random.nextBoolean());
            case 2 -> new Value.Float64(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 3 -> new Value.Int64(random.nextLong(-3, 3));
            case 4 -> new Value.Text(text());
            case 5 -> new Value.Bytes(text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case 6 -> new Value.Array(items(depth - 1));
            default -> object(depth - 1);
        };
    }

    Value.Obj object(int depth) {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            fields.put(text(), value(depth));
        }
        return new Value.Obj(fields);
    }

    private List<Value> items(int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(depth));
        }
        return items;
    }
}
