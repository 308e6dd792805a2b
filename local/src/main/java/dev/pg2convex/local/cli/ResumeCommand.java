package dev.pg2convex.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "resume", mixinStandardHelpOptions = true, description = "Goes on with the run that was paused or interrupted.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Mixin
    Concurrency concurrency;

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return new Migration(common, concurrency, stack, spec).resume();
    }
}
