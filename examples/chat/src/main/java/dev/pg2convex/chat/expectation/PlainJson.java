package dev.pg2convex.chat.expectation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** A jsonb text as plain Java values that Convex can hold. */
final class PlainJson {
    private static final int MOST_ITEMS = 8_192;
    private static final int MOST_FIELDS = 1_024;
    private static final int LONGEST_KEY = 1_024;
    /** Postgres's own limits come first. */
    private static final StreamReadConstraints UNLIMITED = StreamReadConstraints.builder()
            .maxNestingDepth(100_000)
            .maxNumberLength(1_000_000)
            .maxNameLength(Integer.MAX_VALUE)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(UNLIMITED).build();

    private final JsonParser parser;

    private PlainJson(JsonParser parser) {
        this.parser = parser;
    }

    static Object of(String text) throws Unfit {
        try (var parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new PlainJson(parser).value(parser.nextToken());
        }
    }

    /** The double that stands for this number and for no other: its shortest decimal is the number again. */
    static double number(BigDecimal value) throws Unfit {
        double number = value.doubleValue();
        if (!Double.isFinite(number) || new BigDecimal(Double.toString(number)).compareTo(value) != 0) {
            throw new Unfit("number_precision");
        }
        return number;
    }

    private Object value(JsonToken token) throws Unfit {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(new BigDecimal(parser.getString()));
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            case END_ARRAY, END_OBJECT, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("unexpected " + token);
        };
    }

    private List<Object> array() throws Unfit {
        var items = new ArrayList<>();
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        if (items.size() > MOST_ITEMS) {
            throw new Unfit("array_too_long");
        }
        return items;
    }

    private Map<String, Object> object() throws Unfit {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = key(parser.currentName());
            fields.put(key, value(parser.nextToken()));
        }
        if (fields.size() > MOST_FIELDS) {
            throw new Unfit("too_many_fields");
        }
        return fields;
    }

    /** What Convex forbids in a key, and the percent sign, as the percent-encoded bytes of its UTF-8. */
    private static String key(String key) throws Unfit {
        if (key.equals("__proto__")) {
            // JavaScript would take it for the object's prototype.
            return "%5F_proto__";
        }
        var escaped = new StringBuilder();
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            boolean forbidden = b < ' ' || b == 0x7F || b == '%' || (b == '$' && escaped.isEmpty());
            if (forbidden) {
                escaped.append('%').append(String.format("%02X", b));
            } else {
                escaped.append((char) b);
            }
        }
        if (escaped.length() > LONGEST_KEY) {
            throw new Unfit("key_too_long");
        }
        return escaped.toString();
    }
}
