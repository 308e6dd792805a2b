package dev.pg2convex.local.cli;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.report.JsonReport;
import dev.pg2convex.local.report.StatusReport;
import dev.pg2convex.local.report.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "status", mixinStandardHelpOptions = true, description = "Says where the mapping's newest run stands.")
final class StatusCommand implements Callable<Integer> {
    /** As many findings as are worth keeping for a look. */
    private static final int FINDINGS = 100;

    @Mixin
    Common common;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var mapping = common.read().name();
        var environment = Environment.of(spec);
        try (var store = StoreSession.open(environment)) {
            var run = store.latest(mapping);
            var findings = store.ports().findings();
            var summary = new Summary(store.ports().runs().progress(run.id()), findings.list(run.id(), FINDINGS),
                    findings.warnings(run.id()), findings.notCompared(run.id()),
                    new AlarmLook(spec.commandLine().getErr()).of(store.ports(), run.id(), environment),
                    Duration.between(run.createdAt(), run.endedAt().orElseGet(Instant::now)));
            var out = spec.commandLine().getOut();
            if (common.json) {
                out.println(JsonReport.of(summary));
            } else {
                new StatusReport(out).print(summary);
            }
            out.flush();
            return ExitCode.CLEAN;
        }
    }
}
