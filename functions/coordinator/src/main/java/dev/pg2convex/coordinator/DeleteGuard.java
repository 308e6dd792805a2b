package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.RunContext;
import dev.pg2convex.core.run.Stage;

/** Stops a run before its first delete when more of a table is gone than anyone deletes by habit. */
final class DeleteGuard {
    /** Below this number nothing is held back: a small table may well lose half of its rows. */
    private static final long FREE = 100;
    private static final long SHARE = 10;

    private final Ports ports;

    DeleteGuard(Ports ports) {
        this.ports = ports;
    }

    void check(RunContext context, Stage stage, long gone) {
        if (stage.kind() != Stage.Kind.DELETE || gone <= FREE || context.run().options().allowDeletes()) {
            return;
        }
        var table = stage.tables().getFirst();
        long mapped = ports.ids().count(context.run().target(), table);
        if (gone > mapped / SHARE) {
            throw new DeleteGuardException(gone + " of the " + mapped + " documents in table " + table
                    + " would be deleted, because their rows are gone from the source. Nothing was deleted. If that is right, start again with --allow-deletes");
        }
    }
}
