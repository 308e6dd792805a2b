package dev.pg2convex.mapping;

import dev.pg2convex.core.mapping.ConvexName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON Schema of the mapping file, for editors. */
public final class MappingSchema {
    /** Where the schema lies among the resources, beside this class. */
    public static final String RESOURCE = "mapping.schema.json";

    private static final Map<String, Object> NAME = ordered("type", "string", "minLength", 1);

    private MappingSchema() {}

    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "pg2convex mapping");
        schema.put("description", "Which Postgres tables become which Convex tables, field by field.");
        schema.putAll(of(MappingKeys.ROOT));
        return JsonText.of(schema) + "\n";
    }

    private static Map<String, Object> of(KeyTable table) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Map<String, Object> needs = new LinkedHashMap<>();
        List<Object> excluded = new ArrayList<>();
        for (KeySpec key : table.keys()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.doc() + key.byDefault().map(value -> " Default: " + value + ".").orElse(""));
            property.putAll(of(key.type()));
            properties.put(key.name(), property);
            key.needs().ifPresent(other -> needs.put(key.name(), List.of(other)));
            key.excludes()
                    .stream()
                    .sorted()
                    .filter(other -> table.excludedFirst(key.name(), other))
                    .forEach(other -> excluded.add(Map.of("not", Map.of("required", List.of(key.name(), other)))));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        put(schema, "required", table.keys().stream().filter(KeySpec::required).map(KeySpec::name).toList());
        put(schema, "anyOf", table.oneOf().stream().map(name -> Map.of("required", List.of(name))).toList());
        put(schema, "allOf", excluded);
        if (!needs.isEmpty()) {
            schema.put("dependencies", needs);
        }
        return schema;
    }

    private static Map<String, Object> of(KeyType type) {
        return switch (type) {
            case KeyType.Text _ -> NAME;
            case KeyType.Names _ -> Map.of("oneOf", List.of(NAME, array()));
            case KeyType.Choice choice -> Map.of("enum", words(choice));
            case KeyType.Flag _ -> Map.of("type", "boolean");
            case KeyType.AnyValue _ -> Map.of("not", Map.of("type", "null"));
            case KeyType.Nested nested -> of(nested.keys());
            case KeyType.Named named -> ordered("type", "object", "minProperties", 1, "propertyNames", names(named), "additionalProperties",
                    Map.of("oneOf", List.of(switch (named.instead()) {
                        case NOTHING -> Map.of("type", "null");
                        case COLUMN -> NAME;
                    }, of(named.keys()))));
        };
    }

    /** A null in the file is read by YAML as what JSON calls null, and so does the schema have to. */
    private static List<Object> words(KeyType.Choice choice) {
        List<Object> words = new ArrayList<>(choice.words());
        if (words.contains("null")) {
            words.add(null);
        }
        return words;
    }

    private static Map<String, Object> array() {
        return ordered("type", "array", "items", NAME, "minItems", 1, "uniqueItems", true);
    }

    private static Map<String, Object> names(KeyType.Named named) {
        boolean reserved = named.problem().apply(ConvexName.RESERVED + "x").isPresent();
        return ordered("pattern", "^" + (reserved ? "(?!" + ConvexName.RESERVED + ")" : "") + "[A-Za-z][A-Za-z0-9_]*$", "maxLength", 64);
    }

    private static Map<String, Object> ordered(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    private static void put(Map<String, Object> schema, String key, List<?> values) {
        if (!values.isEmpty()) {
            schema.put(key, values);
        }
    }
}
