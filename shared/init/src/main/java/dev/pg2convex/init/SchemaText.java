package dev.pg2convex.init;

import dev.pg2convex.core.target.Validator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints {@code schema.ts} as prettier would. */
final class SchemaText {
    private static final String TABLE = "  ";
    private static final int FIELD_INDENT = 4;

    private SchemaText() {}

    /**
     * A table of the schema.
     *
     * @param comments above it
     * @param fields in the order of the mapping
     * @param vectors those of them that hold vectors
     * @param fieldComments above fields, by name
     */
    record Table(String name, List<String> comments, Map<String, Validator.Field> fields, Set<String> vectors,
            Map<String, List<String>> fieldComments, List<IndexPlan.Declared> indexes) {}

    static String of(List<String> head, List<Table> tables) {
        StringBuilder text = new StringBuilder("""
                import { defineSchema, defineTable } from "convex/server";
                import { v } from "convex/values";
                import { pg2convexTables } from "./pg2convex/tables";

                """);
        comments(text, "", head);
        text.append("export default defineSchema({\n");
        tables.forEach(table -> table(text, table));
        return text.append("  ...pg2convexTables,\n});\n").toString();
    }

    private static void table(StringBuilder text, Table table) {
        comments(text, TABLE, table.comments());
        text.append(TABLE).append(table.name()).append(": defineTable({\n");
        table.fields().forEach((name, field) -> {
            comments(text, " ".repeat(FIELD_INDENT), table.fieldComments().getOrDefault(name, List.of()));
            String line = ValidatorLayout.field(name, field, FIELD_INDENT);
            text.append(table.vectors().contains(name) ? line.replace("v.number()", "v.float64()") : line);
        });
        text.append(TABLE).append("})");
        indexes(text, table.indexes());
        text.append(",\n\n");
    }

    /** One stands right behind the table, several each on a line. */
    private static void indexes(StringBuilder text, List<IndexPlan.Declared> indexes) {
        boolean one = indexes.size() == 1;
        for (IndexPlan.Declared index : indexes) {
            int indent = one ? TABLE.length() : FIELD_INDENT;
            text.append(one ? "" : "\n" + " ".repeat(indent));
            text.append(index(index, indent, one ? "})".length() : 0));
        }
    }

    private static String index(IndexPlan.Declared index, int indent, int before) {
        boolean vector = index.dimensions().isPresent();
        List<String> parts = vector
                ? List.of("vectorField: " + quoted(index.fields().getFirst()), "dimensions: " + index.dimensions().getAsInt())
                : index.fields().stream().map(SchemaText::quoted).toList();
        String call = (vector ? ".vectorIndex(" : ".index(") + quoted(index.name()) + ", ";
        String flat = call + (vector ? "{ " : "[") + String.join(", ", parts) + (vector ? " }" : "]") + ")";
        if (ValidatorLayout.fits(flat, indent + before)) {
            return flat;
        }
        StringBuilder broken = new StringBuilder(call).append(vector ? "{\n" : "[\n");
        parts.forEach(part -> broken.append(" ".repeat(indent + 2)).append(part).append(",\n"));
        return broken.append(" ".repeat(indent)).append(vector ? "})" : "])").toString();
    }

    private static String quoted(String identifier) {
        return '"' + identifier + '"';
    }

    private static void comments(StringBuilder text, String indent, List<String> comments) {
        Comments.lines(comments).forEach(line -> text.append(indent).append("// ").append(line).append('\n'));
    }
}
