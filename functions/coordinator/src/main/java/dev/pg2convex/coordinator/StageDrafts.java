package dev.pg2convex.coordinator;

import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.run.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which stages a run has, in which order. */
final class StageDrafts {
    /** A pass has fewer stages than this: one per table and one per level. */
    private static final int PASS = 100_000;
    private static final int VERIFY = 1_000_000_000;

    private StageDrafts() {}

    /**
     * Deletes, children first; then loads, parents first. One delete stage per table, so that the guard can look at it alone. Tables that are let go of
     * come before all, once, in a run over everything.
     */
    static List<Stage.Draft> pass(RunContext context, int pass) {
        var plan = context.plan();
        var scope = context.run().scope();
        var drafts = new ArrayList<Stage.Draft>();
        int ordinal = pass * PASS;
        for (var table : pass == 0 && scope.equals(Scope.EVERYTHING) ? context.removed().tables() : List.<String>of()) {
            drafts.add(new Stage.Draft(ordinal++, Stage.Kind.DELETE, pass, List.of(table)));
        }
        var covered = covered(plan, scope);
        for (var level : plan.levels().reversed()) {
            for (var table : among(level, covered)) {
                // A redrive looks at rows that were set aside, a condition finds rows that are there: neither can tell what is gone.
                if (scope.redrive().isEmpty() && scope.where().isEmpty() && plan.table(table).onDelete() == OnDelete.DELETE) {
                    drafts.add(new Stage.Draft(ordinal++, Stage.Kind.DELETE, pass, List.of(table)));
                }
            }
        }
        for (var level : plan.levels()) {
            var tables = among(level, covered);
            if (!tables.isEmpty()) {
                drafts.add(new Stage.Draft(ordinal++, Stage.Kind.LOAD, pass, tables));
            }
        }
        return drafts;
    }

    /** Rows against documents, then documents against rows; of a part of a table the first alone, as only a whole table has documents too many. */
    static List<Stage.Draft> verify(MigrationPlan plan, Scope scope) {
        var tables = among(plan.tables(), covered(plan, scope));
        var rows = new Stage.Draft(VERIFY, Stage.Kind.VERIFY, 0, tables);
        return scope.part().isPresent() ? List.of(rows) : List.of(rows, new Stage.Draft(VERIFY + 1, Stage.Kind.SCAN, 0, tables));
    }

    /** The scope's tables; of a redrive those too that refer to them, whose rows may have been set aside for their sake. */
    private static Set<String> covered(MigrationPlan plan, Scope scope) {
        var covered = new HashSet<String>();
        for (var level : plan.levels()) {
            for (var table : level) {
                boolean follows = scope.redrive().isPresent()
                        && table.fields().stream().anyMatch(field -> field.ref().map(ref -> covered.contains(ref.table())).orElse(false));
                if (scope.includes(table.table()) || follows) {
                    covered.add(table.table());
                }
            }
        }
        return covered;
    }

    private static List<String> among(List<TablePlan> tables, Set<String> covered) {
        return tables.stream().map(TablePlan::table).filter(covered::contains).toList();
    }
}
