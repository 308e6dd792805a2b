package dev.pg2convex.local.cli;

import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.report.JsonReport;
import dev.pg2convex.local.report.StatusReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "status", mixinStandardHelpOptions = true, description = "Says where the mapping's newest run stands.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Mixin
    StackOptions stack;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        var mapping = common.read().name();
        var err = spec.commandLine().getErr();
        var controls = new Controls(stack, spec);
        try (var control = controls.toLook()) {
            var report = new Asked(control).report(mapping, Optional.empty());
            var run = report.progress().run();
            var summary = Summaries.of(control, report, Duration.between(run.createdAt(), run.endedAt().orElseGet(Instant::now)), err);
            var out = spec.commandLine().getOut();
            if (common.json) {
                out.println(JsonReport.of(summary));
            } else {
                new StatusReport(out, controls.again(common.mapping)).print(summary);
            }
            out.flush();
            return ExitCode.CLEAN;
        }
    }
}
