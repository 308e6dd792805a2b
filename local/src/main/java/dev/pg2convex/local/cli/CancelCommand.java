package dev.pg2convex.local.cli;

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

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var mapping = common.read().name();
        var controls = new Controls(stack, spec);
        try (var control = controls.toLook()) {
            new Asked(control).accepted(new dev.pg2convex.core.message.Command.Cancel(mapping));
            spec.commandLine().getErr().println("Cancelled. " + controls.again(common.mapping).command("run") + " starts another.");
            return ExitCode.CLEAN;
        }
    }
}
