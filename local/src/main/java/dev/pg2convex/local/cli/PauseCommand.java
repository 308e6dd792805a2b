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

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var mapping = common.read().name();
        var controls = new Controls(stack, spec);
        try (var control = controls.toLook()) {
            new Asked(control).accepted(new dev.pg2convex.core.message.Command.Pause(mapping));
            spec.commandLine().getErr().println("Paused. " + controls.again(common.mapping).command("resume") + " goes on.");
            return ExitCode.CLEAN;
        }
    }
}
