package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.run.DeleteLimit;
import dev.pg2convex.core.run.Stage;

/** Stops a run before its first delete; what is really deleted is bounded by the store, see {@link DeleteLimit}. */
final class DeleteGuard {
    private final Ports ports;

    DeleteGuard(Ports ports) {
        this.ports = ports;
    }

    void check(RunContext context, Stage stage, long gone) {
        if (stage.kind() != Stage.Kind.DELETE || gone <= DeleteLimit.FREE || context.run().options().allowDeletes()) {
            return;
        }
        var table = stage.tables().getFirst();
        long mapped = ports.ids().count(context.run().target(), table);
        if (DeleteLimit.isExceeded(gone, mapped)) {
            throw new DeleteGuardException(gone + " of the " + mapped + " documents in table " + table + " would be deleted, because "
                    + (context.removed().tables().contains(table) ? "the mapping no longer has it" : "their rows are gone from the source")
                    + ". Nothing was deleted. If that is right, start again with --allow-deletes");
        }
    }
}
