package dev.pg2convex.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a database server and removes its folder when this process is gone, however it went: a shell that waits for the end of a pipe whose other end
 * only this process holds. PostgreSQL itself outlives whoever started it.
 */
final class DatabaseWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatcher.class);
    private static final Path SHELL = Path.of("/bin/sh");
    private static final long SECONDS = 20;

    /** The folder's own file names the server: a number that came from elsewhere may be another process's by then. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r _
            server() { head -n 1 "$1/postmaster.pid" 2>/dev/null; }
            tries=0
            for signal in INT QUIT KILL; do
              while pid=$(server "$1") && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && [ $tries -lt 50 ]; do
                [ $((tries % 25)) -ne 0 ] || kill -"$signal" "$pid" 2>/dev/null
                sleep 0.1
                tries=$((tries + 1))
              done
              tries=0
            done
            [ ! -f "$1/PG_VERSION" ] || rm -rf "$1"
            """;

    private final Process process;

    private DatabaseWatcher(Process process) {
        this.process = process;
    }

    /** @param folder the server's data */
    static DatabaseWatcher over(Path folder) throws IOException {
        if (!Files.isExecutable(SHELL)) {
            throw new IOException(SHELL + " is needed to stop the embedded PostgreSQL with this process");
        }
        return new DatabaseWatcher(new ProcessBuilder(SHELL.toString(), "-c", SCRIPT, "pg2convex-watcher", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** After the server was stopped: it sees to what is left, and ends. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the embedded PostgreSQL did not end within {} s", SECONDS);
            }
        } catch (IOException e) {
            LOG.debug("the watcher is gone already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
