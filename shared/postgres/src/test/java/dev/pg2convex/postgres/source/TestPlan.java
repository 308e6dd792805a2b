package dev.pg2convex.postgres.source;

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
import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog.ExpressionType;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a plan by hand. */
final class TestPlan {
    private static final Location AT = new Location("test.yaml", 1, 1);

    private final PostgresCatalog catalog;
    private final SourceTable table;
    private final List<FieldPlan> fields = new ArrayList<>();
    private List<String> key;
    private Optional<String> where = Optional.empty();

    TestPlan(PostgresCatalog catalog, String table) {
        this.catalog = catalog;
        this.table = catalog.table(table).orElseThrow();
        this.key = this.table.primaryKey();
    }

    TestPlan key(String... columns) {
        key = List.of(columns);
        return this;
    }

    TestPlan where(String condition) {
        where = Optional.of(condition);
        return this;
    }

    TestPlan column(String name) {
        return column(name, Conversion.DEFAULT, false);
    }

    TestPlan column(String name, Conversion as, boolean round) {
        return field(name, new FieldSource.Columns(List.of(name)), table.column(name).orElseThrow().type(), as, Optional.empty(), round,
                Optional.empty());
    }

    TestPlan zoned(String name, Conversion as, String zone) {
        return field(name, new FieldSource.Columns(List.of(name)), table.column(name).orElseThrow().type(), as, Optional.empty(), false,
                Optional.of(zone));
    }

    TestPlan sql(String name, String expression) {
        PgType type = switch (catalog.typeOf(table, expression)) {
            case ExpressionType.Known known -> known.type();
            case ExpressionType.Invalid invalid -> throw new IllegalArgumentException(expression + ": " + invalid.message());
        };
        return field(name, new FieldSource.Sql(expression), type, Conversion.DEFAULT, Optional.empty(), false, Optional.empty());
    }

    /** @param where of the parent */
    TestPlan ref(List<String> columns, String parent, List<String> parentColumns, String... where) {
        SourceTable to = catalog.table(parent).orElseThrow();
        var ref = new RefPlan(parent, to, columns(to, parentColumns), columns(to, to.primaryKey()), List.of(where).stream().findFirst(),
                Ref.Orphan.REJECT, false);
        return field(String.join("_", columns), new FieldSource.Columns(columns), PgType.base("text"), Conversion.DEFAULT, Optional.of(ref),
                false, Optional.empty());
    }

    TablePlan build() {
        return new TablePlan(table.name(), table, columns(table, key), fields, Optional.empty(), OnDelete.KEEP, where, Optional.empty(),
                false, 0, AT);
    }

    private TestPlan field(String name, FieldSource source, PgType type, Conversion as, Optional<RefPlan> ref, boolean round,
            Optional<String> zone) {
        fields.add(new FieldPlan(name, source, type, as, ref, new NullPolicy.Omit(), KeysPolicy.ESCAPE, Unique.NO, round, zone, AT));
        return this;
    }

    private static List<SourceColumn> columns(SourceTable table, List<String> names) {
        return names.stream().map(name -> table.column(name).orElseThrow()).toList();
    }
}
