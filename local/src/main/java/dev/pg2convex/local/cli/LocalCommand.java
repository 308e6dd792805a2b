package dev.pg2convex.local.cli;

import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.ExitCode;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.Termination;
import dev.pg2convex.local.engine.Queues;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "local", mixinStandardHelpOptions = true, description = "Starts a PostgreSQL, a queue and a Convex server on this machine and keeps them until Ctrl-C. Prints NAME=\"value\" lines for .env.local.")
final class LocalCommand implements Callable<Integer> {
    private static final String DATABASE = "app";

    @Mixin
    Common common;

    @Option(names = "--only", paramLabel = "PART", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--convex-port", paramLabel = "N", defaultValue = "0", description = "The Convex server's port (default: a free one).")
    int convexPort;

    @Option(names = "--convex-dir", paramLabel = "DIR", description = "The Convex folder with schema.ts and functions (default: the chat example's).")
    Optional<Path> convexDir = Optional.empty();

    @Spec
    CommandSpec spec;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    enum Part {
        POSTGRES, QUEUE, CONVEX;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (convexPort < 0 || convexPort > 65_535) {
            throw new InputException("--convex-port must be from 0 to 65535, found " + convexPort);
        }
        Termination.watch();
        try {
            if (only.contains(Part.POSTGRES)) {
                var database = opened(EmbeddedDatabase.start());
                database.createDatabase(DATABASE);
                print("POSTGRES_URL", database.url(DATABASE));
            }
            if (only.contains(Part.CONVEX)) {
                var home = Home.find();
                var convex = opened(LocalConvexServer.start(home, convexDir.orElse(home.resolve("examples/chat/convex")), convexPort));
                print("CONVEX_URL", convex.url());
                print("CONVEX_DEPLOY_KEY", convex.deployKey());
            }
            if (only.contains(Part.QUEUE)) {
                var queue = opened(EmbeddedQueue.start());
                opened(Queues.embedded(queue));
                print("AWS_ENDPOINT_URL_SQS", queue.endpoint().toString());
            }
            spec.commandLine().getErr().println("Running until Ctrl-C.");
            while (!Termination.asked()) {
                Thread.sleep(200);
            }
            return ExitCode.CLEAN;
        } finally {
            while (!open.isEmpty()) {
                open.pop().close();
            }
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private void print(String name, String value) {
        spec.commandLine().getOut().println(name + "=\"" + value + "\"");
        spec.commandLine().getOut().flush();
    }
}
