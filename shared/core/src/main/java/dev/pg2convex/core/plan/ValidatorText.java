package dev.pg2convex.core.plan;

import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a validator as one writes it in {@code schema.ts}. */
public final class ValidatorText {
    private ValidatorText() {}

    public static String of(Validator validator) {
        return switch (validator) {
            case Validator.Any _ -> "v.any()";
            case Validator.Null _ -> "v.null()";
            case Validator.Bool _ -> "v.boolean()";
            case Validator.Number _ -> "v.number()";
            case Validator.Int64 _ -> "v.int64()";
            case Validator.Text _ -> "v.string()";
            case Validator.Bytes _ -> "v.bytes()";
            case Validator.Id(String table) -> "v.id(" + string(table) + ")";
            case Validator.Literal(Value value) -> "v.literal(" + literal(value) + ")";
            case Validator.Array(Validator items) -> "v.array(" + of(items) + ")";
            case Validator.Record(Validator keys, Validator values) -> "v.record(" + of(keys) + ", " + of(values) + ")";
            case Validator.Union union ->
                union.members().stream().map(ValidatorText::of).collect(Collectors.joining(", ", "v.union(", ")"));
            case Validator.Obj(Map<String, Validator.Field> fields) -> "v.object(" + fields(fields) + ")";
        };
    }

    public static String of(Validator.Field field) {
        return field.optional() ? "v.optional(" + of(field.validator()) + ")" : of(field.validator());
    }

    /** The fields of an object in braces, by name. */
    static String fields(Map<String, Validator.Field> fields) {
        return new TreeMap<>(fields).entrySet()
                .stream()
                .map(field -> name(field.getKey()) + ": " + of(field.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    private static String name(String name) {
        return name.matches("[A-Za-z_$][A-Za-z0-9_$]*") ? name : string(name);
    }

    private static String literal(Value value) {
        return switch (value) {
            case Value.Text(String text) -> string(text);
            case Value.Bool(boolean bool) -> String.valueOf(bool);
            case Value.Float64(double number) ->
                number == Math.rint(number) && Math.abs(number) < 0x1p53 ? String.valueOf((long) number) : String.valueOf(number);
            case Value.Int64(long number) -> number + "n";
            case Value.Null _, Value.Bytes _, Value.Array _, Value.Obj _ -> "…";
        };
    }

    /** A text as a string of TypeScript, in the quotes that need fewer escapes; what cannot be seen is escaped. */
    public static String string(String text) {
        char quote = text.chars().filter(c -> c == '"').count() > text.chars().filter(c -> c == '\'').count() ? '\'' : '"';
        StringBuilder string = new StringBuilder().append(quote);
        text.codePoints().forEach(point -> string.append(escaped(point, quote)));
        return string.append(quote).toString();
    }

    private static String escaped(int point, char quote) {
        return switch (point) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                if (point == quote) {
                    yield "\\" + quote;
                }
                boolean plain = point < 0x7f ? point >= ' ' : Character.isLetterOrDigit(point) && point <= 0xffff;
                yield plain ? Character.toString(point)
                        : point <= 0xffff ? String.format("\\u%04x", point) : String.format("\\u{%x}", point);
            }
        };
    }
}
