package dev.pg2convex.embedded;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The local Convex server as a child process. It ends when it is closed, and also when this process dies without a word. */
public final class LocalConvexServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalConvexServer.class);
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final String url;
    private final String deployKey;

    private final Duration grace;

    private LocalConvexServer(Process process, Duration grace, String url, String deployKey) {
        this.process = process;
        this.grace = grace;
        this.url = url;
        this.deployKey = deployKey;
    }

    /**
     * Starts it on a free port.
     *
     * @param home the folder that holds {@code convex/local/server.mjs}
     * @param convexDir the folder with the project's {@code schema.ts}
     */
    public static LocalConvexServer start(Path home, Path convexDir) {
        return start(home, convexDir, 0);
    }

    /** Starts it on this port; 0 for a free one. */
    public static LocalConvexServer start(Path home, Path convexDir, int port) {
        return start(Node.find(), home, convexDir, List.of("--port", Integer.toString(port)), GRACE);
    }

    /** @param options of {@code convex/local/server.mjs}, such as {@code --deny runInternalMutations} */
    public static LocalConvexServer start(Path home, Path convexDir, List<String> options) {
        return start(Node.find(), home, convexDir, options, GRACE);
    }

    static LocalConvexServer start(Node node, Path home, Path convexDir, List<String> options, Duration grace) {
        var script = home.resolve("convex/local/server.mjs");
        if (!Files.isRegularFile(script)) {
            throw failure("convex_server_missing", script + " does not exist: is " + home + " the folder of pg2convex?");
        }
        if (!Files.isDirectory(home.resolve("convex/node_modules"))) {
            throw failure("convex_packages_missing",
                    "the Node packages of the local Convex server are not installed: run `npm ci` in " + home.resolve("convex"));
        }
        if (!Files.isDirectory(convexDir)) {
            throw failure("convex_dir_missing", convexDir + " is not a folder; expected the Convex folder with schema.ts");
        }
        var arguments = new ArrayList<>(
                List.of(script.toAbsolutePath().toString(), "--convex-dir", convexDir.toAbsolutePath().toString(), "--exit-with-stdin"));
        arguments.addAll(options);
        var process = node.run(arguments);
        var complaints = new ErrorOutput(process);
        try {
            var ready = firstLine(process).orTimeout(STARTUP.toSeconds(), TimeUnit.SECONDS).join();
            return new LocalConvexServer(process, grace, ready.path("url").asString(), ready.path("deployKey").asString());
        } catch (CompletionException e) {
            end(process, grace);
            var why = e.getCause() instanceof TimeoutException ? "was not ready after " + STARTUP.toSeconds() + " s" : "did not start";
            throw failure("convex_server_failed", "the local Convex server " + why + complaints.tail());
        }
    }

    /** For {@code CONVEX_URL}. */
    public String url() {
        return url;
    }

    /** For {@code CONVEX_DEPLOY_KEY}. */
    public String deployKey() {
        return deployKey;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process, for tests that kill it. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        end(process, grace);
    }

    /** Its end of standard input tells it to go; what does not is killed. */
    private static void end(Process process, Duration grace) {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It has closed its side already.
        }
        boolean interrupted = false;
        try {
            if (process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            LOG.warn("the local Convex server did not stop within {} s and is killed", grace.toSeconds());
        } catch (InterruptedException _) {
            interrupted = true;
        }
        // Waited for: whoever closes it may rely on its port being free.
        process.destroyForcibly().onExit().orTimeout(grace.toSeconds() + 1, TimeUnit.SECONDS).exceptionally(_ -> process).join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<JsonNode> firstLine(Process process) {
        var ready = new CompletableFuture<JsonNode>();
        Thread.ofPlatform().daemon().name("convex-stdout").start(() -> {
            try (var out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
                var line = out.readLine();
                var json = line == null ? null : JSON.readTree(line);
                if (json == null || !json.path("url").isString() || !json.path("deployKey").isString()) {
                    ready.completeExceptionally(new IOException("no ready line"));
                } else {
                    ready.complete(json);
                }
                // Nothing more is expected; a full pipe would stop it.
                while (out.readLine() != null) {
                    LOG.debug("the local Convex server wrote to standard output");
                }
            } catch (IOException | JacksonException e) {
                ready.completeExceptionally(e);
            }
        });
        return ready;
    }

    private static CategorizedException failure(String code, String message) {
        return new CategorizedException(Failure.CONFIGURATION, code, message);
    }
}
