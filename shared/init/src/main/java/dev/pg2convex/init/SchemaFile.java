package dev.pg2convex.init;

import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.target.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code schema.ts} says. */
final class SchemaFile {
    private static final List<String> HEAD = List.of(
            "Written by `pg2convex init`, to be changed as you like: `pg2convex run` holds it against the mapping before it writes.",
            "A validator is as narrow as the source is. What it does not accept is rejected, and listed by `pg2convex rejects`.");

    private final Draft draft;
    private final Map<DraftTable, Map<String, Validator.Field>> fields;

    SchemaFile(Draft draft, Map<DraftTable, Map<String, Validator.Field>> fields) {
        this.draft = draft;
        this.fields = fields;
    }

    String text() {
        return SchemaText.of(HEAD, draft.tables().stream().map(this::table).toList());
    }

    private SchemaText.Table table(DraftTable table) {
        TablePlan plan = draft.plan(table);
        IndexPlan indexes = Indexes.of(table, plan);
        List<String> comments = new ArrayList<>(List.of("Postgres table " + table.candidate().label() + "."));
        table.leftOutKey().ifPresent(key -> comments.add("Its key " + key + " is made by Postgres and left out; `_id` takes its place."));
        indexes.leftOut().forEach(index -> comments.add("No index for " + index + "."));
        Map<String, List<String>> notes = new HashMap<>();
        plan.fields().forEach(field -> notes.put(field.name(), FieldNotes.schema(plan, field)));
        Set<String> vectors = plan.fields()
                .stream()
                .filter(field -> field.ref().isEmpty() && Narrowing.isVector(field.type()))
                .map(FieldPlan::name)
                .collect(Collectors.toSet());
        return new SchemaText.Table(plan.table(), comments, fields.get(table), vectors, notes, indexes.indexes());
    }
}
