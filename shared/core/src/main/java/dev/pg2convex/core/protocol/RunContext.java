package dev.pg2convex.core.protocol;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.transform.Transformer;

/**
 * What stays the same for the whole of a run: its mapping version checked against the source, and the target's schema.
 *
 * @param removed what is to be taken out of the target
 */
public record RunContext(Run run, MigrationPlan plan, TargetSchema schema, Removed removed) {
    public RunContext {
        requireNonNull(run);
        requireNonNull(plan);
        requireNonNull(schema);
        requireNonNull(removed);
    }

    /** The table's rows that the run covers. Only for reading these: whether a row or a parent exists is a question to the whole table. */
    public TablePlan covered(TablePlan table) {
        return run.scope().where().map(table::where).orElse(table);
    }

    /** What turns rows of this table into documents. */
    public Transformer transformer(TablePlan table) {
        return Transformer.of(table, schema);
    }
}
