package dev.pg2convex.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes JSON to be read by people: two spaces for each level, short things on one line. */
final class JsonText {
    private static final int LINE = 120;

    private JsonText() {}

    static String of(Object value) {
        return of(value, "");
    }

    private static String of(Object value, String indent) {
        String deeper = indent + "  ";
        return switch (value) {
            case Map<?, ?> map -> join(ordered(map).entrySet()
                    .stream()
                    .map(entry -> string(String.valueOf(entry.getKey())) + ": " + of(entry.getValue(), deeper))
                    .toList(), "{", "}", indent);
            case List<?> list -> join(list.stream().map(item -> of(item, deeper)).toList(), "[", "]", indent);
            case String text -> string(text);
            case null -> "null";
            default -> value.toString();
        };
    }

    /** Maps without an order of their own get one, so that the text is the same each time. */
    private static Map<?, ?> ordered(Map<?, ?> map) {
        return map instanceof LinkedHashMap<?, ?> ? map : new TreeMap<>(map);
    }

    private static String join(List<String> parts, String open, String close, String indent) {
        String line = parts.stream().collect(Collectors.joining(", ", open, close));
        return line.length() + indent.length() <= LINE && line.indexOf('\n') < 0 ? line
                : parts.stream().map(part -> indent + "  " + part).collect(Collectors.joining(",\n", open + "\n", "\n" + indent + close));
    }

    private static String string(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
