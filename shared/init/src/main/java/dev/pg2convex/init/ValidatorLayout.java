package dev.pg2convex.init;

import dev.pg2convex.core.plan.ValidatorText;
import dev.pg2convex.core.target.Validator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Lays a field's validator out over lines as prettier does: on one where it fits, else each argument on its own. */
final class ValidatorLayout {
    /** What the project's own TypeScript keeps to. */
    static final int WIDTH = 110;

    private ValidatorLayout() {}

    /**
     * The field with all its lines, a comma at its end.
     *
     * @param indent spaces before it
     */
    static String field(String name, Validator.Field field, int indent) {
        return " ".repeat(indent) + name + ": " + optional(field, indent, name.length() + 2) + ",\n";
    }

    private static String optional(Validator.Field field, int indent, int before) {
        String flat = ValidatorText.of(field);
        if (fits(flat, indent + before)) {
            return flat;
        }
        return field.optional() ? call("v.optional", List.of(field.validator()), indent) : broken(field.validator(), indent);
    }

    private static String of(Validator validator, int indent) {
        String flat = ValidatorText.of(validator);
        return fits(flat, indent) ? flat : broken(validator, indent);
    }

    private static String broken(Validator validator, int indent) {
        return switch (validator) {
            case Validator.Union(List<Validator> members) -> call("v.union", members, indent);
            case Validator.Array(Validator items) -> call("v.array", List.of(items), indent);
            case Validator.Record(Validator keys, Validator values) -> call("v.record", List.of(keys, values), indent);
            case Validator.Obj(Map<String, Validator.Field> fields) -> object(fields, indent);
            case Validator.Literal _, Validator.Id _ -> {
                String flat = ValidatorText.of(validator);
                int open = flat.indexOf('(') + 1;
                yield lines(flat.substring(0, open), Stream.of(flat.substring(open, flat.length() - 1)), ")", indent);
            }
            case Validator.Any _, Validator.Null _, Validator.Bool _, Validator.Number _, Validator.Int64 _, Validator.Text _, Validator.Bytes _ ->
                ValidatorText.of(validator);
        };
    }

    private static String call(String function, List<Validator> arguments, int indent) {
        return lines(function + "(", arguments.stream().map(argument -> of(argument, indent + 2)), ")", indent);
    }

    private static String object(Map<String, Validator.Field> fields, int indent) {
        StringBuilder object = new StringBuilder("v.object({\n");
        new TreeMap<>(fields).forEach((name, field) -> object.append(field(name, field, indent + 2)));
        return object.append(" ".repeat(indent)).append("})").toString();
    }

    private static String lines(String open, Stream<String> arguments, String close, int indent) {
        StringBuilder lines = new StringBuilder(open).append('\n');
        arguments.forEach(argument -> lines.append(" ".repeat(indent + 2)).append(argument).append(",\n"));
        return lines.append(" ".repeat(indent)).append(close).toString();
    }

    /** With the comma behind it. */
    static boolean fits(String flat, int before) {
        return before + width(flat) + 1 <= WIDTH;
    }

    private static int width(String text) {
        return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
    }

    /** Of the letters that are written as they are, those of East Asia are two columns wide. */
    private static boolean isWide(int point) {
        if (point >= 0xff61 && point <= 0xffdc) {
            return false;
        }
        return switch (Character.UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
            default -> point >= 0xff01 && point <= 0xff60;
        };
    }
}
