package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.store.RejectReason;
import java.util.Optional;

/** What an operator can change in the mapping, or in the source, so that rows are not rejected. */
final class Remedy {
    private static final String LEAVE_OUT = "leave such rows out with `where:`";

    private Remedy() {}

    /** @param field at fault, where one is */
    static String of(RejectReason reason, Optional<FieldPlan> field) {
        return switch (reason) {
            case ORPHAN -> "`orphan: omit` migrates the row without the field; or repair the source, or " + LEAVE_OUT;
            case PARENT_REJECTED -> "nothing here: the row is migrated as soon as its parent is";
            case NUMBER_PRECISION -> "`round: true` takes the nearest double" + keepDigits(field) + "; or " + LEAVE_OUT;
            case TIMESTAMP_RANGE -> "`as: string` keeps it as text, `round: true` takes the nearest double; or " + LEAVE_OUT;
            case FORBIDDEN_KEY -> "`keys: escape` percent-encodes such keys, reversibly";
            case KEY_TOO_LONG, TOO_DEEP, TOO_MANY_FIELDS, ARRAY_TOO_LONG -> "keep it as text with `sql: " + column(field)
                    + "::text` where the Convex field may be a string; or leave the field out, or " + LEAVE_OUT;
            case DOCUMENT_TOO_LARGE -> "leave " + field.map(found -> "`" + found.name() + "`, the largest field, out").orElse("a field out")
                    + " or shorten it with `sql:`; or " + LEAVE_OUT;
            case SCHEMA -> field.isPresent() ? "give nulls a `default:`, convert with `as:` or `sql:`, or change the field in schema.ts"
                    : "map the field that is missing, or make it v.optional(…) in schema.ts";
            case DUPLICATE_VALUE -> "`unique: warn` keeps all of them; or make the values differ";
            case INVALID_VALUE -> field.map(FieldPlan::source).filter(source -> source instanceof FieldSource.Sql).isPresent()
                    ? "make the `sql:` expression good for every row; or " + LEAVE_OUT
                    : "repair the value in the source, or take another form of it with `sql:`; or " + LEAVE_OUT;
            case REFUSED -> "see what Convex says of it";
        };
    }

    private static String keepDigits(Optional<FieldPlan> field) {
        return field.filter(found -> found.as() == Conversion.NUMBER).isPresent() ? "; without `as: number` all digits are kept" : "";
    }

    private static String column(Optional<FieldPlan> field) {
        return field.map(FieldPlan::source)
                .filter(source -> source instanceof FieldSource.Columns)
                .map(source -> ((FieldSource.Columns) source).names().getFirst())
                .orElse("…");
    }
}
