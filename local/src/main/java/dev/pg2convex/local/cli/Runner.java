package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.control.RunDrive;
import dev.pg2convex.local.engine.RunFollower;
import dev.pg2convex.local.report.Again;
import dev.pg2convex.local.report.JsonReport;
import dev.pg2convex.local.report.ProgressBars;
import dev.pg2convex.local.report.ProgressLines;
import dev.pg2convex.local.report.ProgressView;
import dev.pg2convex.local.report.Summary;
import dev.pg2convex.local.report.TextReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Starts or continues a run where it is driven, stays with it, and says what it came to. */
public final class Runner {
    private final RunDrive drive;
    private final Asked asked;
    private final PrintWriter err;

    public Runner(RunDrive drive, PrintWriter err) {
        this.drive = drive;
        this.asked = new Asked(drive);
        this.err = err;
    }

    /** @throws InputException when the coordinator refuses */
    public StartedRun accepted(Command command) {
        var accepted = asked.accepted(command);
        accepted.notice().ifPresent(notice -> err.println("Warning: " + notice + "."));
        return new StartedRun(command.mapping(), accepted.runId());
    }

    /** Registers a mapping file, and gives its version. */
    public String register(String mapping, String text) {
        return asked.register(mapping, text);
    }

    /** Follows a run to its end, its pause, or the end of this process. */
    public Summary follow(StartedRun run) throws InterruptedException {
        long began = System.nanoTime();
        RunProgress progress;
        try (var view = view()) {
            progress = new RunFollower(drive, Termination::asked, why -> err.println("Waiting: " + why)).follow(run.mapping(), run.id(),
                    view);
        }
        if (Termination.asked() && !progress.run().state().ended()) {
            drive.leave(err);
        }
        return Summaries.of(drive, asked.report(run.mapping(), Optional.of(run.id())), Duration.ofNanos(System.nanoTime() - began), err);
    }

    private ProgressView view() {
        return Terminal.isThere() ? new ProgressBars(this::waiting) : new ProgressLines(err, this::waiting);
    }

    private String waiting() {
        return drive.slowedBy().map(why -> " (slowed by " + why + ")").orElse("");
    }

    /** Prints a summary, as text or as JSON, and gives the exit code that it stands for. */
    static int report(Summary summary, Again again, boolean json, PrintWriter out, PrintWriter err) {
        new TextReport(json ? err : out, Optional.of(again)).print(summary);
        if (json) {
            out.println(JsonReport.of(summary));
            out.flush();
        }
        return exitCode(summary);
    }

    static int exitCode(Summary summary) {
        if (summary.run().state() != Run.State.DONE) {
            return ExitCode.STOPPED;
        }
        return summary.clean() ? ExitCode.CLEAN : ExitCode.FINISHED_WITH_PROBLEMS;
    }
}
