package dev.pg2convex.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** As much of JSON Schema (draft 7) as the mapping's schema uses; a keyword that it does not know is an error. */
final class JsonSchema {
    private JsonSchema() {}

    static boolean accepts(Object schema, Object value) {
        return schema instanceof Boolean all ? all
                : ((Map<?, ?>) schema).entrySet()
                        .stream()
                        .allMatch(keyword -> accepts((Map<?, ?>) schema, (String) keyword.getKey(), keyword.getValue(), value));
    }

    private static boolean accepts(Map<?, ?> schema, String keyword, Object argument, Object value) {
        return switch (keyword) {
            case "$schema", "title", "description" -> true;
            case "type" -> argument.equals(type(value));
            case "enum" -> ((List<?>) argument).stream().anyMatch(word -> Objects.equals(word, value));
            case "not" -> !accepts(argument, value);
            case "allOf" -> ((List<?>) argument).stream().allMatch(part -> accepts(part, value));
            case "anyOf" -> ((List<?>) argument).stream().anyMatch(part -> accepts(part, value));
            case "oneOf" -> ((List<?>) argument).stream().filter(part -> accepts(part, value)).count() == 1;
            case "minLength" -> !(value instanceof String text) || text.length() >= (Integer) argument;
            case "maxLength" -> !(value instanceof String text) || text.length() <= (Integer) argument;
            case "pattern" -> !(value instanceof String text) || text.matches((String) argument);
            case "minItems" -> !(value instanceof List<?> items) || items.size() >= (Integer) argument;
            case "uniqueItems" -> !(value instanceof List<?> items) || new HashSet<Object>(items).size() == items.size();
            case "items" -> !(value instanceof List<?> items) || items.stream().allMatch(item -> accepts(argument, item));
            default -> !(value instanceof Map<?, ?> fields) || acceptsObject(schema, keyword, argument, fields);
        };
    }

    private static boolean acceptsObject(Map<?, ?> schema, String keyword, Object argument, Map<?, ?> fields) {
        return switch (keyword) {
            case "required" -> fields.keySet().containsAll((List<?>) argument);
            case "minProperties" -> fields.size() >= (Integer) argument;
            case "propertyNames" -> fields.keySet().stream().allMatch(name -> accepts(argument, name));
            case "dependencies" -> ((Map<?, ?>) argument).entrySet()
                    .stream()
                    .allMatch(needs -> !fields.containsKey(needs.getKey()) || fields.keySet().containsAll((List<?>) needs.getValue()));
            case "properties" -> ((Map<?, ?>) argument).entrySet()
                    .stream()
                    .allMatch(property -> !fields.containsKey(property.getKey())
                            || accepts(property.getValue(), fields.get(property.getKey())));
            case "additionalProperties" -> fields.entrySet()
                    .stream()
                    .allMatch(field -> (schema.get("properties") instanceof Map<?, ?> known && known.containsKey(field.getKey()))
                            || accepts(argument, field.getValue()));
            default -> throw new IllegalArgumentException("unknown keyword " + keyword);
        };
    }

    private static String type(Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case List<?> _ -> "array";
            case Map<?, ?> _ -> "object";
            default -> "number";
        };
    }
}
