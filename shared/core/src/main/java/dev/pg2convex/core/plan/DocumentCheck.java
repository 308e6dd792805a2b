package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks the documents that a table of the plan yields against the table's validator. */
final class DocumentCheck {
    private final TablePlan table;
    private final Fit fit;
    private final Problems problems;

    DocumentCheck(TablePlan table, Fit fit, Problems problems) {
        this.table = table;
        this.fit = fit;
        this.problems = problems;
    }

    void check(Validator document) {
        switch (document) {
            case Validator.Obj(Map<String, Validator.Field> fields) -> check(fields);
            case Validator.Union(List<Validator> members) when members.stream().allMatch(Validator.Obj.class::isInstance) ->
                check(merged(members));
            default -> {
                // v.any(), or nothing that a table of documents could be: left to the check of each document
            }
        }
    }

    /** The fields that a document of some member may have; required is what every member requires. */
    private static Map<String, Validator.Field> merged(List<Validator> members) {
        List<Map<String, Validator.Field>> all = members.stream().map(member -> ((Validator.Obj) member).fields()).toList();
        Map<String, Validator.Field> merged = new TreeMap<>();
        all.forEach(fields -> fields.forEach((name, field) -> merged.merge(name, field, DocumentCheck::either)));
        merged.replaceAll((name, field) -> all.stream().allMatch(fields -> fields.containsKey(name)) ? field
                : new Validator.Field(field.validator(), true));
        return merged;
    }

    private static Validator.Field either(Validator.Field one, Validator.Field other) {
        if (one.validator().equals(other.validator())) {
            return new Validator.Field(one.validator(), one.optional() || other.optional());
        }
        List<Validator> members = new ArrayList<>(
                one.validator() instanceof Validator.Union union ? union.members() : List.of(one.validator()));
        members.add(other.validator());
        return new Validator.Field(new Validator.Union(members), one.optional() || other.optional());
    }

    private void check(Map<String, Validator.Field> declared) {
        for (FieldPlan field : table.fields()) {
            Validator.Field expected = ExpectedField.of(table, field);
            Validator.Field found = declared.get(field.name());
            String path = table.table() + "." + field.name() + ": ";
            if (found == null) {
                problems.add(field.at(), path + "the Convex table has no field `" + field.name() + "`"
                        + Suggestion.nearest(field.name(), declared.keySet()).map(name -> "; did you mean `" + name + "`?").orElse("")
                        + "; in schema.ts it would be `" + field.name() + ": " + ValidatorText.of(expected) + "`");
            } else {
                problem(field, found, expected).ifPresent(problem -> problems.add(field.at(), path + problem));
            }
        }
        new TreeMap<>(declared).forEach((name, field) -> {
            if (!field.optional() && !name.startsWith("_") && !table.fieldNames().contains(name)) {
                problems.add(table.at(), table.table() + ": the Convex table requires `" + name + ": " + ValidatorText.of(field)
                        + "`, which the mapping does not fill, so that every insert would be refused; map it (`sql:` takes a constant too) or make it `"
                        + ValidatorText.of(new Validator.Field(field.validator(), true)) + "` in schema.ts");
            }
        });
    }

    private Optional<String> problem(FieldPlan field, Validator.Field found, Validator.Field expected) {
        Validator value = ExpectedField.value(field);
        String change = "make it `" + ValidatorText.of(expected) + "` in schema.ts";
        if (!fit.possible(found.validator(), value)) {
            return Optional.of(from(field) + " yields `" + ValidatorText.of(value) + "`, but the Convex schema has `"
                    + ValidatorText.of(found) + "`; " + change + alternative(field, found.validator()));
        }
        boolean nullable = ExpectedField.mayBeNull(table, field);
        if (field.onNull() instanceof NullPolicy.Default(Value given) && !fit.accepts(found.validator(), given)) {
            return Optional.of("the Convex schema's `" + ValidatorText.of(found) + "` does not accept the `default`; change one of them");
        }
        if (field.onNull() instanceof NullPolicy.AsNull && nullable && !fit.accepts(found.validator(), new Value.Null())) {
            return Optional.of("a null is written as null, which the Convex schema's `" + ValidatorText.of(found) + "` does not accept; "
                    + change + ", or write `null: omit`");
        }
        if (ExpectedField.mayBeLeftOut(table, field) && !found.optional()) {
            return Optional.of(reasonToBeLeftOut(field, nullable) + ", but the Convex schema requires it (`" + ValidatorText.of(found)
                    + "`); make it `" + ValidatorText.of(new Validator.Field(found.validator(), true)) + "` in schema.ts"
                    + (field.ref().isEmpty() ? ", or give a `default:`" : "")
                    + (nullable && fit.accepts(found.validator(), new Value.Null()) ? ", or write `null: null`" : ""));
        }
        return Optional.empty();
    }

    private String reasonToBeLeftOut(FieldPlan field, boolean nullable) {
        if (field.ref().map(RefPlan::deferred).orElse(false)) {
            return "this reference is part of a cycle and is left out until its target is there";
        }
        return nullable && field.onNull() instanceof NullPolicy.Omit ? from(field) + " may be null, and the field is then left out"
                : "the field is left out where the parent does not exist (`orphan: omit`)";
    }

    private static String from(FieldPlan field) {
        return field.ref().map(ref -> "the reference to " + ref.table()).orElseGet(() -> switch (field.source()) {
            case FieldSource.Columns columns -> "column " + columns.names().getFirst() + " (" + field.type().name() + ")";
            case FieldSource.Sql _ -> "the SQL expression (" + field.type().name() + ")";
        });
    }

    /** What the mapping could say instead. */
    private String alternative(FieldPlan field, Validator declared) {
        if (field.ref().isPresent()) {
            return "";
        }
        if (declared instanceof Validator.Id(String parent)) {
            return ", or write `ref: " + parent + "`";
        }
        return TypeFamily.conversions(field.type())
                .stream()
                .filter(as -> as != Conversion.TIMESTAMP)
                .filter(as -> fit.possible(declared, Shape.of(field.type(), as)))
                .findFirst()
                .map(as -> ", or write `as: " + FieldRules.word(as) + "`")
                .orElse("");
    }
}
