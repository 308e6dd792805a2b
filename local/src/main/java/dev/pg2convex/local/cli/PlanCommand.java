package dev.pg2convex.local.cli;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.dryrun.DryRun;
import dev.pg2convex.local.dryrun.DryRunJson;
import dev.pg2convex.local.dryrun.DryRunResult;
import dev.pg2convex.local.dryrun.DryRunText;
import dev.pg2convex.local.report.RowProgress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "plan", mixinStandardHelpOptions = true, description = "Checks the mapping against both sides and says what a run would do: documents, rejects, size, calls. Writes nothing.")
final class PlanCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "1000000", description = "Look at every row of a table of up to N rows, and at a sample of a larger one; 0: at every row (default: ${DEFAULT-VALUE}).")
    long rows;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        if (rows < 0) {
            throw new InputException("--rows must be 0 or more, found " + rows);
        }
        var err = spec.commandLine().getErr();
        try (var sides = BothSides.open(common, Environment.of(spec), err)) {
            return report(look(sides));
        }
    }

    private DryRunResult look(BothSides sides) {
        try (var progress = new RowProgress(Terminal.isThere(), spec.commandLine().getErr())) {
            return DryRun.of(sides.ports(), sides.plan(), sides.handshake(), rows, progress);
        } catch (CategorizedException e) {
            throw new InputException(e);
        }
    }

    private int report(DryRunResult result) {
        var out = spec.commandLine().getOut();
        new DryRunText(common.json ? spec.commandLine().getErr() : out).print(result);
        if (common.json) {
            out.println(DryRunJson.of(result));
            out.flush();
        }
        return result.findings().isEmpty() ? ExitCode.CLEAN : ExitCode.FINISHED_WITH_PROBLEMS;
    }
}
