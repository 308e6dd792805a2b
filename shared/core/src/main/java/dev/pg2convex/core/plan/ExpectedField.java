package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.target.Validator;
import java.util.List;

/** The field that a Convex schema needs so that it takes what a field of the plan yields. */
public final class ExpectedField {
    private ExpectedField() {}

    public static Validator.Field of(TablePlan table, FieldPlan field) {
        Validator value = value(field);
        boolean nulls = mayBeNull(table, field) && field.onNull() instanceof NullPolicy.AsNull;
        return new Validator.Field(nulls ? new Validator.Union(List.of(value, new Validator.Null())) : value, mayBeLeftOut(table, field));
    }

    /** The field's values, null aside. */
    static Validator value(FieldPlan field) {
        return field.ref().<Validator>map(ref -> new Validator.Id(ref.table())).orElseGet(() -> Shape.of(field.type(), field.as()));
    }

    /** A row may lack the field: for want of a value, of a parent, or of a parent's ID at the first pass. */
    static boolean mayBeLeftOut(TablePlan table, FieldPlan field) {
        return (mayBeNull(table, field) && field.onNull() instanceof NullPolicy.Omit)
                || field.ref().map(ref -> ref.deferred() || ref.orphan() == Ref.Orphan.OMIT).orElse(false);
    }

    /** A column of it may be null. An expression is taken not to be, for Postgres does not say; a row where it is meets the schema's refusal. */
    public static boolean mayBeNull(TablePlan table, FieldPlan field) {
        return switch (field.source()) {
            case FieldSource.Columns columns ->
                !columns.names().stream().allMatch(name -> table.source().column(name).map(SourceColumn::notNull).orElse(false));
            case FieldSource.Sql _ -> false;
        };
    }
}
