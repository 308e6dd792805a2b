package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Scope;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "run", mixinStandardHelpOptions = true, description = "Migrates, or brings up to date, what the mapping names; then verifies. Run it again at any time.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Mixin
    EngineOptions engine;

    @Mixin
    Concurrency concurrency;

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return new Migration(common, concurrency, stack, spec).run(Scope.EVERYTHING, engine.options());
    }
}
