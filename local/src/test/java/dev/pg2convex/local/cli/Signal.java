package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an operator sends to a process. */
enum Signal {
    INT, TERM, STOP, CONT;

    private static final int SIGINT = 2;

    /** Ctrl-C. SIGTERM where a program that is started from here could not be interrupted: whatever a script starts in its background ignores SIGINT, for good. */
    static Signal end() throws IOException {
        boolean ignored = Files.readAllLines(Path.of("/proc/self/status"))
                .stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << SIGINT - 1) != 0);
        return ignored ? TERM : INT;
    }

    void sendTo(long pid) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name(), Long.toString(pid)).start().waitFor());
    }
}
