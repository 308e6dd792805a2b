package dev.pg2convex.local.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "resync", mixinStandardHelpOptions = true, description = "Brings a part up to date: a hash-diff of everything in scope, as run; of one table also of single rows, by key or by condition.")
final class ResyncCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Mixin
    EngineOptions engine;

    @Mixin
    Concurrency concurrency;

    @Option(names = "--table", paramLabel = "NAME", description = "Only this Convex table; may be given several times.")
    List<String> tables = List.of();

    @Mixin
    PartOptions part;

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var scope = part.scope(tables);
        part.notice().ifPresent(spec.commandLine().getErr()::println);
        return new Migration(common, concurrency, stack, spec).run(scope, engine.options());
    }
}
