package dev.pg2convex.local.cli;

import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.demo.Demo;
import dev.pg2convex.local.report.JsonReport;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "demo", mixinStandardHelpOptions = true, description = "Moves a generated chat database into a local Convex server, changes it, re-syncs and verifies, all on this machine. Exits 0 only if everything is right.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    Common common;

    @Option(names = "--users", paramLabel = "N", defaultValue = "500", description = "Users; four threads and twenty messages each (default: ${DEFAULT-VALUE}).")
    int users;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same seed makes the same data (default: ${DEFAULT-VALUE}).")
    long seed;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (users < ChatSize.LEAST_USERS || users > ChatSize.MOST_USERS) {
            throw new InputException("--users must be from " + ChatSize.LEAST_USERS + " to " + ChatSize.MOST_USERS + ", found " + users);
        }
        if (!spec.commandLine().getParseResult().hasMatchedOption("--mapping")) {
            common.mapping = Home.find().resolve("examples/chat/mapping.yaml");
        }
        Termination.watch();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Demo.Result result;
        try {
            result = new Demo(new ChatSize(users, seed), common.mappingText(), common.json ? err : out, err).run();
        } catch (Exception e) {
            if (Termination.asked()) {
                // The database goes with the same signal: whatever met that is no error.
                err.println("Stopped. Nothing of the demo is left behind.");
                return ExitCode.STOPPED;
            }
            throw e;
        }
        if (common.json) {
            out.println(JsonReport.of(result.runs(), result.problems()));
            out.flush();
        }
        if (Termination.asked()) {
            return ExitCode.STOPPED;
        }
        result.problems().forEach(problem -> err.println("Not as it should be: " + problem));
        (common.json ? err : out).println(result.problems().isEmpty()
                ? "Everything is right: every row is where it belongs, and exactly the planted ones were rejected."
                : "This is not right; please report it.");
        return result.problems().isEmpty() ? ExitCode.CLEAN : ExitCode.FINISHED_WITH_PROBLEMS;
    }
}
