package dev.pg2convex.mapping;

import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Convex schema written as text: lines of {@code table: VALIDATOR} and of {@code table.index: [field, field]}, or {@code unvalidated}. */
final class SchemaText {
    private final String text;
    private int at;

    private SchemaText(String text) {
        this.text = text;
    }

    static TargetSchema parse(String text) {
        Map<String, Validator> documents = new LinkedHashMap<>();
        Map<String, Map<String, List<String>>> indexes = new LinkedHashMap<>();
        boolean validated = true;
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            if (line.equals("unvalidated")) {
                validated = false;
                continue;
            }
            String name = line.substring(0, line.indexOf(':')).strip();
            String rest = line.substring(line.indexOf(':') + 1).strip();
            if (name.contains(".")) {
                int dot = name.indexOf('.');
                indexes.computeIfAbsent(name.substring(0, dot), _ -> new LinkedHashMap<>())
                        .put(name.substring(dot + 1), List.of(rest.substring(1, rest.length() - 1).split(", ")));
            } else {
                documents.put(name, new SchemaText(rest).field().validator());
            }
        }
        Map<String, TargetSchema.Table> tables = new LinkedHashMap<>();
        documents.forEach((name, document) -> tables.put(name, new TargetSchema.Table(document, indexes.getOrDefault(name, Map.of()))));
        return new TargetSchema(tables, validated);
    }

    private Validator.Field field() {
        skip("v.");
        String name = word();
        skip("(");
        Validator.Field field = name.equals("optional") ? new Validator.Field(field().validator(), true)
                : new Validator.Field(of(name), false);
        skip(")");
        return field;
    }

    private Validator of(String name) {
        return switch (name) {
            case "any" -> new Validator.Any();
            case "null" -> new Validator.Null();
            case "boolean" -> new Validator.Bool();
            case "number" -> new Validator.Number();
            case "int64" -> new Validator.Int64();
            case "string" -> new Validator.Text();
            case "bytes" -> new Validator.Bytes();
            case "id" -> new Validator.Id(quoted());
            case "literal" -> new Validator.Literal(new Value.Text(quoted()));
            case "array" -> new Validator.Array(field().validator());
            case "record" -> {
                Validator keys = field().validator();
                skip(", ");
                yield new Validator.Record(keys, field().validator());
            }
            case "union" -> {
                List<Validator> members = new ArrayList<>(List.of(field().validator()));
                while (text.startsWith(", ", at)) {
                    skip(", ");
                    members.add(field().validator());
                }
                yield new Validator.Union(members);
            }
            case "object" -> object();
            default -> throw new IllegalArgumentException("v." + name);
        };
    }

    private Validator object() {
        Map<String, Validator.Field> fields = new LinkedHashMap<>();
        skip("{ ");
        while (!text.startsWith("}", at)) {
            String name = word();
            skip(": ");
            fields.put(name, field());
            skip(text.startsWith(", ", at) ? ", " : " ");
        }
        skip("}");
        return new Validator.Obj(fields);
    }

    private String quoted() {
        skip("\"");
        String quoted = text.substring(at, text.indexOf('"', at));
        at += quoted.length();
        skip("\"");
        return quoted;
    }

    private String word() {
        int start = at;
        while (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_') {
            at++;
        }
        return text.substring(start, at);
    }

    private void skip(String expected) {
        if (!text.startsWith(expected, at)) {
            throw new IllegalArgumentException("expected " + expected + " at " + at + " of " + text);
        }
        at += expected.length();
    }
}
