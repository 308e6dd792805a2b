package dev.pg2convex.init;

import dev.pg2convex.core.plan.CamelCase;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a Postgres name becomes in Convex: ASCII, camelCase, no reserved word, not too long. The same name always becomes the same. */
final class Identifier {
    /** Convex's limit (convex-contract §2). */
    static final int LONGEST = 64;

    /** Words of JavaScript, and what every object of it has: Convex takes them, the code that uses them stumbles. */
    private static final Set<String> RESERVED = Set.of("arguments", "await", "break", "case", "catch", "class", "const", "constructor",
            "continue", "debugger", "default", "delete", "do", "else", "enum", "eval", "export", "extends", "false", "finally", "for",
            "function", "hasOwnProperty", "if", "implements", "import", "in", "instanceof", "interface", "isPrototypeOf", "let", "new",
            "null", "package", "private", "propertyIsEnumerable", "protected", "prototype", "public", "return", "static", "super", "switch",
            "this", "throw", "toLocaleString", "toString", "true", "try", "typeof", "undefined", "valueOf", "var", "void", "while", "with",
            "yield");

    /** Letters that do not come apart into one of ASCII and marks. */
    private static final Map<Integer, String> LATIN = Map.ofEntries(Map.entry((int) 'ß', "ss"), Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'Æ', "AE"), Map.entry((int) 'œ', "oe"), Map.entry((int) 'Œ', "OE"), Map.entry((int) 'ø', "o"),
            Map.entry((int) 'Ø', "O"), Map.entry((int) 'đ', "d"), Map.entry((int) 'Đ', "D"), Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"), Map.entry((int) 'ł', "l"), Map.entry((int) 'Ł', "L"), Map.entry((int) 'ı', "i"));

    private Identifier() {}

    /** @param kind what it names, {@code table} or {@code field}: it goes before a digit, and stands where nothing is left of the name */
    static String of(String name, String kind) {
        String camel = CamelCase.of(ascii(name)).replace("_", "");
        if (camel.isEmpty() || Character.isDigit(camel.charAt(0))) {
            camel = kind + camel;
        }
        return limited(RESERVED.contains(camel) ? camel + "_" : camel, name);
    }

    /** Cut where it is too long, with a hash of what it comes from, so that two long names stay two. */
    static String limited(String identifier, String from) {
        if (identifier.length() <= LONGEST) {
            return identifier;
        }
        String hash = HexFormat.of().toHexDigits(from.hashCode());
        return identifier.substring(0, LONGEST - 1 - hash.length()) + "_" + hash;
    }

    private static String ascii(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD).codePoints().mapToObj(Identifier::ascii).collect(Collectors.joining());
    }

    private static String ascii(int point) {
        if (point < 0x80) {
            return Character.isLetterOrDigit(point) ? Character.toString(point) : "_";
        }
        String latin = LATIN.get(point);
        if (latin != null) {
            return latin;
        }
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> "";
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.CONTROL, Character.FORMAT,
                    Character.DASH_PUNCTUATION, Character.START_PUNCTUATION, Character.END_PUNCTUATION, Character.CONNECTOR_PUNCTUATION,
                    Character.OTHER_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION ->
                "_";
            default -> "u" + Integer.toHexString(point);
        };
    }
}
