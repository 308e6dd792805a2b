package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Run;
import dev.pg2convex.local.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "cancel", mixinStandardHelpOptions = true, description = "Ends the run. What it wrote is kept, and another run goes on from there.")
final class CancelCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var mapping = common.read().name();
        try (var store = StoreSession.open(Environment.of(spec))) {
            var run = store.unfinished(mapping);
            Unfinished.refuseReset(run);
            store.ports().runs().end(run.id(), Run.State.CANCELLED, "cancelled by the operator");
            spec.commandLine().getErr().println("Cancelled. `pg2convex run` starts another.");
            return ExitCode.CLEAN;
        }
    }
}
