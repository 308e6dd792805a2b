package dev.pg2convex.local.cli;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.engine.RunFollower;
import dev.pg2convex.local.engine.Session;
import dev.pg2convex.local.report.JsonReport;
import dev.pg2convex.local.report.ProgressBars;
import dev.pg2convex.local.report.ProgressLines;
import dev.pg2convex.local.report.ProgressView;
import dev.pg2convex.local.report.Summary;
import dev.pg2convex.local.report.TextReport;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.UUID;

/** Starts or continues a run in a session, stays with it, and says what it came to. */
public final class Runner {
    /** How many findings are kept for showing. */
    private static final int FINDINGS = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Session session;
    private final PrintWriter err;

    public Runner(Session session, PrintWriter err) {
        this.session = session;
        this.err = err;
    }

    /** @throws InputException when the coordinator refuses */
    public UUID accepted(Command command) {
        return switch (session.engine().execute(command)) {
            case Reply.Accepted accepted -> accepted.runId();
            case Reply.Refused refused -> throw new InputException(refused.message());
            case Reply.Registered _, Reply.Progress _ -> throw new IllegalStateException("an answer to another command");
        };
    }

    /** Registers a mapping file, and gives its version. */
    public String register(String mapping, String text) {
        return switch (session.engine().execute(new Command.Register(mapping, text))) {
            case Reply.Registered registered -> registered.hash();
            case Reply.Refused refused -> throw new InputException(refused.message());
            case Reply.Accepted _, Reply.Progress _ -> throw new IllegalStateException("an answer to another command");
        };
    }

    /** Follows a run to its end, its pause, or the end of this process. */
    public Summary follow(UUID runId) throws InterruptedException {
        long began = System.nanoTime();
        RunProgress progress;
        try (var view = view()) {
            progress = new RunFollower(session.engine(), session.queues(), Termination::asked).follow(runId, view);
        }
        if (Termination.asked() && !progress.run().state().ended()) {
            err.println("Stopping after the batches under work.");
            session.stop(GRACE);
        }
        var findings = session.engine().ports().findings();
        var ports = session.engine().ports();
        return new Summary(ports.runs().progress(runId), findings.list(runId, FINDINGS), findings.warnings(runId),
                findings.notCompared(runId), new AlarmLook(err).of(ports, runId, session.queues()),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private ProgressView view() {
        return Terminal.isThere() ? new ProgressBars(this::waiting) : new ProgressLines(err, this::waiting);
    }

    private String waiting() {
        return session.assembly().pace().slowedBy().map(why -> " (slowed by " + why + ")").orElse("");
    }

    /** Prints a summary, as text or as JSON, and gives the exit code that it stands for. */
    static int report(Summary summary, boolean json, PrintWriter out, PrintWriter err) {
        new TextReport(json ? err : out).print(summary);
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
