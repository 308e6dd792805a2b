package dev.pg2convex.mapping;

import dev.pg2convex.core.value.Value;
import java.util.stream.Collectors;

/** Writes the value of {@code default:} so that {@link DefaultReader} reads the same. */
final class ValueText {
    private ValueText() {}

    static String of(Value value) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.Bool(boolean bool) -> String.valueOf(bool);
            case Value.Float64(double number) -> number(number);
            case Value.Int64(long number) -> String.valueOf(number);
            case Value.Text(String text) -> YamlText.scalar(text);
            case Value.Array array -> array.items().stream().map(ValueText::of).collect(Collectors.joining(", ", "[", "]"));
            case Value.Obj object -> object.fields()
                    .entrySet()
                    .stream()
                    .map(field -> YamlText.scalar(field.getKey()) + ": " + of(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case Value.Bytes _ -> throw new IllegalArgumentException("a mapping file has no bytes");
        };
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return ".nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? ".inf" : "-.inf";
        }
        return String.valueOf(number);
    }
}
