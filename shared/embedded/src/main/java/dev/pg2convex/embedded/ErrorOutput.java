package dev.pg2convex.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drains a child's standard error, so that it never waits for a reader, and keeps its last lines for the case that it fails. */
final class ErrorOutput {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorOutput.class);
    private static final int KEPT = 15;

    private final Deque<String> last = new ArrayDeque<>();
    private final Thread reader;

    ErrorOutput(Process process) {
        // Reading a pipe holds a virtual thread's carrier: two such readers would stop every virtual thread on two cores.
        reader = Thread.ofPlatform().daemon().name("child-stderr").start(() -> {
            try (var lines = new BufferedReader(process.errorReader(StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    LOG.debug("{}", line);
                    keep(line);
                }
            } catch (IOException e) {
                LOG.debug("the child's standard error broke off", e);
            }
        });
    }

    /** The last lines, each on a line of its own after a colon; for a child that has ended. */
    String tail() {
        try {
            reader.join(java.time.Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (last) {
            return last.isEmpty() ? "" : ":\n" + String.join("\n", last);
        }
    }

    private void keep(String line) {
        synchronized (last) {
            last.addLast(line);
            if (last.size() > KEPT) {
                last.removeFirst();
            }
        }
    }
}
