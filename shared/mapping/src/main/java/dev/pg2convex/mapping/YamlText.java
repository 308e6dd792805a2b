package dev.pg2convex.mapping;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes texts as scalars and comments of YAML. Whatever could be taken for something else, by a reader of YAML 1.1 too, stands in quotes. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(java.util.Locale.ROOT));
        return plain ? text : text.codePoints().mapToObj(point -> escaped(point, "\"\\")).collect(Collectors.joining("", "\"", "\""));
    }

    /** One text as itself, several as a list. */
    static String list(List<String> texts) {
        return texts.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A line of a comment; what would end it is escaped. */
    static String comment(String text) {
        String line = text.codePoints().mapToObj(point -> escaped(point, "")).collect(Collectors.joining());
        return line.isEmpty() ? "#" : "# " + line;
    }

    private static String escaped(int point, String escapes) {
        if (point == '\n') {
            return "\\n";
        }
        if (escapes.indexOf(point) >= 0) {
            return "\\" + Character.toString(point);
        }
        boolean plain = point < 0x7f ? point >= ' ' : Character.isLetterOrDigit(point) || isMark(point);
        return plain ? Character.toString(point) : String.format(point <= 0xffff ? "\\u%04X" : "\\U%08X", point);
    }

    /** Quotation marks, dashes and the like. */
    private static boolean isMark(int point) {
        return point > 0xa0 && point <= 0xff && point != 0xad || point >= 0x2010 && point <= 0x2027;
    }
}
