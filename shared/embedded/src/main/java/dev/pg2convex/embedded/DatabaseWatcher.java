package dev.pg2convex.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /**
     * The folder's own file names the server: a number that came from elsewhere may be another process's by then. Where this process died without a word,
     * a server may just be starting: the folder is looked at again.
     */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r word
            server() { head -n 1 "$1/postmaster.pid" 2>/dev/null; }
            for round in 1 2 3; do
              for signal in INT QUIT KILL; do
                tries=0
                while pid=$(server "$1") && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && [ $tries -lt 50 ]; do
                  [ $tries -ne 0 ] || kill -"$signal" "$pid" 2>/dev/null
                  sleep 0.1
                  tries=$((tries + 1))
                done
              done
              rm -rf "$1"
              [ "$word" != closed ] || exit 0
              sleep 1
              [ -e "$1" ] || exit 0
            done
            """;
    private static final byte[] CLOSED = "closed\n".getBytes(StandardCharsets.US_ASCII);

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
        try (var word = process.getOutputStream()) {
            word.write(CLOSED);
            word.flush();
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
