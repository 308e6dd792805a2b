package dev.pg2convex.local.cli;

import dev.pg2convex.core.run.RunReport;
import dev.pg2convex.local.control.RunControl;
import dev.pg2convex.local.report.Summary;
import java.io.PrintWriter;
import java.time.Duration;

/** Puts together what is said of a run. */
final class Summaries {
    private Summaries() {}

    static Summary of(RunControl control, RunReport report, Duration took, PrintWriter err) {
        return new Summary(report.progress(), report.findings(), report.warnings(), report.notCompared(),
                new AlarmLook(err).of(control, report.failedPages()), took);
    }
}
