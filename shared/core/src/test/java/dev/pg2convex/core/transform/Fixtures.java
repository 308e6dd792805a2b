package dev.pg2convex.core.transform;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.RefPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans and rows made short. */
final class Fixtures {
    static final Location AT = new Location("mapping.yaml", 1, 1);
    static final SourceColumn ID = new SourceColumn("id", PgType.base("int4"), "integer", true);
    static final NullPolicy OMIT = new NullPolicy.Omit();

    private Fixtures() {}

    static FieldPlan field(String name) {
        return field(name, OMIT, KeysPolicy.ESCAPE, Optional.empty());
    }

    static FieldPlan field(String name, NullPolicy onNull) {
        return field(name, onNull, KeysPolicy.ESCAPE, Optional.empty());
    }

    static FieldPlan field(String name, KeysPolicy keys) {
        return field(name, OMIT, keys, Optional.empty());
    }

    static FieldPlan ref(String name, String parent, Ref.Orphan orphan, boolean deferred) {
        RefPlan plan = new RefPlan(parent, source(parent), List.of(ID), List.of(ID), Optional.empty(), orphan, deferred);
        return field(name, OMIT, KeysPolicy.ESCAPE, Optional.of(plan));
    }

    private static FieldPlan field(String name, NullPolicy onNull, KeysPolicy keys, Optional<RefPlan> ref) {
        return new FieldPlan(name, new FieldSource.Columns(List.of(name)), PgType.base("jsonb"), Conversion.DEFAULT, ref, onNull, keys,
                Unique.NO, false, Optional.empty(), AT);
    }

    static TablePlan plan(FieldPlan... fields) {
        return new TablePlan("things", source("things"), List.of(ID), List.of(fields), Optional.empty(), OnDelete.KEEP, Optional.empty(),
                Optional.empty(), false, 0, AT);
    }

    static SourceTable source(String name) {
        return new SourceTable("public", name, List.of(ID), List.of("id"), List.of(), List.of());
    }

    static TargetSchema.Table any() {
        return table(new Validator.Any());
    }

    static TargetSchema.Table table(Validator document) {
        return new TargetSchema.Table(document, Map.of());
    }

    static Validator.Field required(Validator validator) {
        return new Validator.Field(validator, false);
    }

    static Validator.Field optional(Validator validator) {
        return new Validator.Field(validator, true);
    }

    static SourceRow row(Cell... cells) {
        return new SourceRow("7", List.of(cells));
    }

    static Cell present(Value value) {
        return new Cell.Present(value);
    }

    static Value.Text text(String text) {
        return new Value.Text(text);
    }

    static Value.Float64 number(double number) {
        return new Value.Float64(number);
    }

    static Value.Array array(Value... items) {
        return new Value.Array(List.of(items));
    }

    static Value.Obj object(String key, Value value) {
        return new Value.Obj(Map.of(key, value));
    }

    /** Every parent is mapped, to a document ID made of its table and key. */
    static ParentState everyParent(String table, String key) {
        return new ParentState.Mapped(table + "-" + key);
    }
}
