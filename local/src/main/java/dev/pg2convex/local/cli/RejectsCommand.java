package dev.pg2convex.local.cli;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.report.Export;
import dev.pg2convex.local.report.RejectsReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "rejects", mixinStandardHelpOptions = true, description = "Lists the rows that could not be migrated, each with its reason; never their values.")
final class RejectsCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Mixin
    RejectOptions rejects;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Export.Format format;

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var read = common.read();
        Preflight.checkTables(read, rejects.tables);
        var reasons = rejects.checkedReasons();
        try (var control = new Controls(stack, spec).toLook()) {
            var out = spec.commandLine().getOut();
            long listed;
            try (var report = RejectsReport.begin(common.json ? Export.Format.JSON : format, out)) {
                new Asked(control).rejects(read.name(), rejects.tables, reasons, report);
                listed = report.listed();
            }
            out.flush();
            spec.commandLine().getErr().println(listed == 1 ? "1 reject" : listed + " rejects");
            return ExitCode.CLEAN;
        }
    }
}
