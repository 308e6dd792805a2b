package dev.pg2convex.init;

import dev.pg2convex.core.plan.ExpectedField;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.RefPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.plan.TypeFamily;
import dev.pg2convex.core.plan.ValidatorText;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.PgType.Kind;
import dev.pg2convex.core.target.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is said of a field because its type leaves something open. */
final class FieldNotes {
    private FieldNotes() {}

    /** In the mapping: what becomes of values, and which rows are rejected. */
    static List<String> mapping(FieldPlan field, int dimensions) {
        List<String> notes = new ArrayList<>();
        if (field.ref().isPresent()) {
            return notes;
        }
        parts(field.type()).filter(type -> TypeFamily.of(type) == TypeFamily.OTHER && !Narrowing.isVector(type))
                .findFirst()
                .ifPresent(type -> notes.add("Postgres type " + type.name()
                        + " has no counterpart in Convex: it becomes the text that Postgres prints; write it as you like it with `sql:`."));
        if (dimensions > 1) {
            notes.add(
                    "Declared with " + dimensions + " dimensions, which Postgres does not enforce: a row with another number is rejected.");
        }
        return notes;
    }

    /** In the schema: why a validator is wider than the type seems to be, or what can be made of it later. */
    static List<String> schema(TablePlan table, FieldPlan field) {
        List<String> notes = new ArrayList<>();
        boolean required = field.ref().map(RefPlan::deferred).orElse(false) && ExpectedField.of(table, field).optional()
                && !ExpectedField.mayBeNull(table, field);
        if (required) {
            Validator parent = new Validator.Id(field.ref().orElseThrow().table());
            notes.add(
                    "Required in Postgres, but part of a cycle: it is left out until its target is there. When the migration is over, make it `"
                            + ValidatorText.of(parent) + "`.");
        }
        if (field.ref().isEmpty()) {
            parts(field.type()).filter(type -> type.kind() == Kind.COMPOSITE)
                    .filter(type -> !type.attributes().stream().map(PgType.Attribute::name).allMatch(Narrowing::mayBeDeclared))
                    .findFirst()
                    .ifPresent(type -> notes.add("Composite type " + type.name() + " has attributes whose names Convex cannot declare."));
        }
        return notes;
    }

    private static Stream<PgType> parts(PgType type) {
        return Stream.concat(Stream.of(type),
                Stream.concat(type.element().stream(), type.attributes().stream().map(PgType.Attribute::type)).flatMap(FieldNotes::parts));
    }
}
