package dev.pg2convex.convex;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON text of Convex's {@code schema.export()}. Staged validators and indexes are left out: nothing goes by them yet. */
final class SchemaReader {
    private final JsonMapper json = new JsonMapper();

    TargetSchema read(String text) {
        try {
            JsonNode schema = json.readTree(text);
            Map<String, TargetSchema.Table> tables = new HashMap<>();
            for (JsonNode table : schema.required("tables").values()) {
                tables.put(table.required("tableName").stringValue(), new TargetSchema.Table(document(table), indexes(table)));
            }
            return new TargetSchema(tables, schema.path("schemaValidation").asBoolean(true));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new CategorizedException(Failure.CONFIGURATION, "schema_unreadable",
                    "the schema that the deployment exports is not of a form that this version of pg2convex knows; check for a newer version",
                    e);
        }
    }

    private static Validator document(JsonNode table) {
        return table.optional("documentType").filter(JsonNode::isObject).map(SchemaReader::validator).orElse(new Validator.Any());
    }

    private static Map<String, List<String>> indexes(JsonNode table) {
        Map<String, List<String>> indexes = new HashMap<>();
        for (JsonNode index : table.path("indexes").values()) {
            List<String> fields = index.required("fields").values().stream().map(JsonNode::stringValue).toList();
            boolean spelledOut = !fields.isEmpty() && fields.getLast().equals("_creationTime");
            indexes.put(index.required("indexDescriptor").stringValue(), spelledOut ? fields.subList(0, fields.size() - 1) : fields);
        }
        return indexes;
    }

    private static Validator validator(JsonNode type) {
        return switch (type.required("type").stringValue()) {
            case "null" -> new Validator.Null();
            case "number" -> new Validator.Number();
            case "bigint", "commitTs" -> new Validator.Int64();
            case "boolean" -> new Validator.Bool();
            case "string" -> new Validator.Text();
            case "bytes" -> new Validator.Bytes();
            case "id" -> new Validator.Id(type.required("tableName").stringValue());
            case "literal" -> new Validator.Literal(ValueReader.read(type.required("value")));
            case "array" -> new Validator.Array(validator(type.required("value")));
            case "record" ->
                new Validator.Record(validator(type.required("keys")), validator(type.required("values").required("fieldType")));
            case "union" -> new Validator.Union(type.required("value").values().stream().map(SchemaReader::validator).toList());
            case "object" -> object(type.required("value"));
            // One that a later version of Convex has: Convex itself will say what does not fit.
            default -> new Validator.Any();
        };
    }

    private static Validator.Obj object(JsonNode fields) {
        Map<String, Validator.Field> read = new HashMap<>();
        for (var field : fields.properties()) {
            read.put(field.getKey(), new Validator.Field(validator(field.getValue().required("fieldType")),
                    field.getValue().path("optional").asBoolean(false)));
        }
        return new Validator.Obj(read);
    }
}
