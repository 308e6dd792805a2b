package dev.pg2convex.local.report;

import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** Where a run stands, for people. */
public final class StatusReport {
    private final PrintWriter out;
    private final Again again;

    public StatusReport(PrintWriter out, Again again) {
        this.out = out;
        this.again = again;
    }

    public void print(Summary summary) {
        var run = summary.run();
        out.printf(Locale.ROOT, "Run %s of mapping %s, started %s: %s%s%n", run.id(), run.mapping(), run.createdAt(),
                run.state().name().toLowerCase(Locale.ROOT),
                run.reason().filter(reason -> !reason.isEmpty()).map(reason -> " (" + reason + ")").orElse(""));
        if (run.state() == Run.State.ACTIVE) {
            out.println(summary.progress().alive() ? "It is being worked on."
                    : "Nobody works on it: " + again.command("run") + " goes on with it.");
            summary.progress()
                    .stage()
                    .ifPresent(stage -> out.printf(Locale.ROOT, "Now: %s of %s, %,d of %,d pages left, %,d failed%n",
                            stage.kind().name().toLowerCase(Locale.ROOT), String.join(", ", stage.tables()), stage.left(), stage.pages(),
                            stage.failed()));
        }
        for (RunProgress.Table table : summary.progress().tables()) {
            if (table.pages() > 0) {
                out.printf(Locale.ROOT, "  %-28s %,12d of about %,d rows, %d of %d pages%n", Steps.label(table), table.rowsDone(),
                        table.estimatedRows(), table.pagesDone(), table.pages());
            }
        }
        new TextReport(out, Optional.of(again)).print(summary);
    }
}
