package dev.pg2convex.local.cli;

import dev.pg2convex.local.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "pause", mixinStandardHelpOptions = true, description = "Pauses the run; it takes hold within one batch.")
final class PauseCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var mapping = common.read().name();
        try (var store = StoreSession.open(Environment.of(spec))) {
            var run = store.unfinished(mapping);
            store.ports().runs().pause(run.id(), "paused by the operator");
            spec.commandLine().getErr().println("Paused. `pg2convex resume` goes on.");
            return ExitCode.CLEAN;
        }
    }
}
