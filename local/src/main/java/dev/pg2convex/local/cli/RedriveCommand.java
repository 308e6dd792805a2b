package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Scope;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "redrive", mixinStandardHelpOptions = true, description = "Tries rejected rows again, after the data or the mapping was mended, with all that was rejected for their sake; and sends failed pages again. What succeeds is no longer listed.")
final class RedriveCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Mixin
    EngineOptions engine;

    @Mixin
    Concurrency concurrency;

    @Mixin
    RejectOptions rejects;

    @Option(names = "--key", paramLabel = "KEY", description = "Only the row with this source key, as `rejects` shows it; may be given several times.")
    List<String> keys = List.of();

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var scope = Scope.of(rejects.tables, new Scope.Redrive(rejects.checkedReasons(), keys));
        return new Migration(common, concurrency, stack, spec).redrive(scope, engine.options());
    }
}
