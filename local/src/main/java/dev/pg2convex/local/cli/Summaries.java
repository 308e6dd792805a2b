package dev.pg2convex.local.cli;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.RunReport;
import dev.pg2convex.local.control.RunControl;
import dev.pg2convex.local.report.Alarms;
import dev.pg2convex.local.report.Summary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/** Puts together what is said of a run, and what asks for somebody's action. */
final class Summaries {
    private Summaries() {}

    static Summary of(RunControl control, RunReport report, Duration took, PrintWriter err) {
        return new Summary(report.progress(), report.findings(), report.warnings(), report.notCompared(),
                new Alarms(report.failedPages(), deadLetters(control, err)), took);
    }

    /** Queues that cannot be reached are said, and left out: the rest is still worth a look. */
    private static Map<QueueName, Integer> deadLetters(RunControl control, PrintWriter err) {
        try {
            return control.deadLetters();
        } catch (CategorizedException e) {
            err.println("Messages in dead-letter queues are not counted: " + e.getMessage());
            return Map.of();
        }
    }
}
