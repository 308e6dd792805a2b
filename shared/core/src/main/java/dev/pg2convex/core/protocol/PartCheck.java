package dev.pg2convex.core.protocol;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.source.SourceReader.GivenKeys;

/** Holds the part of a table that a run is asked for against the source. */
public final class PartCheck {
    private PartCheck() {}

    /**
     * The scope with its keys in the spelling of the rows.
     *
     * @throws CategorizedException {@code bad_part} for a key that can be none of the table's, or a condition that Postgres refuses
     */
    public static Scope spelt(Ports ports, MigrationPlan plan, Scope scope) {
        if (scope.part().isEmpty()) {
            return scope;
        }
        var table = plan.table(scope.tables().getFirst());
        var part = scope.part().get();
        return part.where().isPresent() ? checked(ports, table, scope) : switch (ports.source().spelt(table, part.keys())) {
            case GivenKeys.Good good -> Scope.of(table.table(), Scope.Part.ofKeys(good.keys()));
            case GivenKeys.Bad bad -> throw problem("`" + bad.key() + "` is no key of table " + table.table() + "; a key of it is "
                    + bad.expected() + ", as `pg2convex ids` shows it");
        };
    }

    private static Scope checked(Ports ports, TablePlan table, Scope scope) {
        ports.catalog().conditionProblem(table.source(), scope.where().orElseThrow()).ifPresent(refusal -> {
            throw problem("Postgres refuses the condition on table " + table.table() + ": " + refusal);
        });
        return scope;
    }

    private static CategorizedException problem(String message) {
        return new CategorizedException(Failure.CONFIGURATION, "bad_part", message);
    }
}
