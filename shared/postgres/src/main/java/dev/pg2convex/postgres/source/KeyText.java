package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceColumn;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * Source keys as text: one spelling for keys that Postgres holds to be equal, and one that it reads back. SQL folds what only Postgres can fold
 * (citext), the rest is done here.
 */
final class KeyText {
    private KeyText() {}

    /** The text of a key column, given a reference to it. */
    static String sql(String column, SourceColumn type) {
        return switch (type.type().name()) {
            // It folds by the database's collation, whichever its own is.
            case "citext" -> "lower(" + column + "::text COLLATE \"default\")";
            // 1 day is 24 hours.
            case "interval" -> "justify_interval(" + column + ")::text";
            default -> column + "::text";
        };
    }

    /** The key of a row. */
    static String of(List<SourceColumn> columns, List<String> texts) {
        var canonical = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            canonical.add(canonical(columns.get(i).type().name(), texts.get(i)));
        }
        return canonical.size() == 1 ? canonical.getFirst() : json(canonical);
    }

    /** The columns' texts in a key. */
    static List<String> parts(List<SourceColumn> columns, String key) {
        List<String> parts = columns.size() == 1 ? List.of(key) : texts(key);
        if (parts.size() != columns.size()) {
            throw new IllegalArgumentException("a key has " + parts.size() + " parts, not " + columns.size());
        }
        return parts;
    }

    private static String canonical(String type, String text) {
        return switch (type) {
            case "numeric" -> numeric(text);
            case "float4", "float8" -> text.equals("-0") ? "0" : text;
            case "timestamptz", "timestamp" -> iso(text);
            case "inet" -> InetText.withoutFullMask(text);
            default -> text;
        };
    }

    private static String numeric(String text) {
        return text.equals("NaN") || text.endsWith("Infinity") ? text : new BigDecimal(text).stripTrailingZeros().toPlainString();
    }

    /** Years that ISO 8601 writes with a sign stay as Postgres writes them, because it could not read them back. */
    private static String iso(String text) {
        if (text.length() < 11 || text.charAt(4) != '-' || text.charAt(10) != ' ' || text.endsWith(" BC")) {
            return text;
        }
        String joined = text.substring(0, 10) + "T" + text.substring(11);
        return joined.endsWith("+00") ? joined.substring(0, joined.length() - 3) + "Z" : joined;
    }

    private static String json(List<String> texts) {
        var out = new StringWriter();
        try (var generator = JsonText.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeStartArray();
            texts.forEach(generator::writeString);
            generator.writeEndArray();
        }
        return out.toString();
    }

    private static List<String> texts(String json) {
        var texts = new ArrayList<String>();
        try (var parser = JsonText.FACTORY.createParser(ObjectReadContext.empty(), json)) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            while (array && parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(parser.getString());
            }
        } catch (JacksonException _) {
            return List.of();
        }
        return texts;
    }
}
