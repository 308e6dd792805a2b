package dev.pg2convex.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "verify", mixinStandardHelpOptions = true, description = "Compares every mapped field of every row on both sides, and looks for documents that no row maps to.")
final class VerifyCommand implements Callable<Integer> {
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
        return new Migration(common, concurrency, stack, spec).verify();
    }
}
