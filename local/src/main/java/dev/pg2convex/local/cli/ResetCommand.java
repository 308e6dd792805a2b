package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.Removal;
import dev.pg2convex.local.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "reset", mixinStandardHelpOptions = true, description = "Forgets what was migrated under this mapping to this deployment, in the store and in Convex. Asks first. Interrupted, it is finished by another reset.")
final class ResetCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Mixin
    Concurrency concurrency;

    @Option(names = "--delete-documents", description = "Also delete the documents that were inserted; adopted ones stay.")
    boolean deleteDocuments;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var removal = deleteDocuments ? Removal.DELETE : Removal.KEEP;
        var out = spec.commandLine().getOut();
        var done = new ResetRun(common, concurrency.checked(), spec).carryOut(removal, yes, (_, _) -> {
            // Open batches are settled by the reset itself.
        });
        if (!done) {
            return ExitCode.STOPPED;
        }
        if (common.json) {
            out.println("{\"reset\":true}");
        }
        out.flush();
        return ExitCode.CLEAN;
    }
}
