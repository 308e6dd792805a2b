package dev.pg2convex.local.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** The processes that carry a mark in their environment: all that came of one start, whoever is their parent now. */
final class Marked {
    static final String NAME = "PG2CONVEX_TEST_MARK";
    private static final int SIGINT = 2;
    final String mark = UUID.randomUUID().toString();

    static boolean isPossible() {
        return Files.isDirectory(Path.of("/proc/self"));
    }

    /** A program that is started from here could not be interrupted: whatever a script starts in its background ignores SIGINT, for good. */
    static boolean isInterruptIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
                .stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << SIGINT - 1) != 0);
    }

    /** Command lines, by process. */
    List<String> alive() {
        return ProcessHandle.allProcesses().filter(this::carries).map(process -> process.pid() + " " + commandLine(process)).toList();
    }

    /** Where a test fails, nothing of it goes on. */
    void end() {
        ProcessHandle.allProcesses().filter(this::carries).forEach(ProcessHandle::destroyForcibly);
    }

    private boolean carries(ProcessHandle process) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ")), StandardCharsets.ISO_8859_1)
                    .contains(NAME + "=" + mark);
        } catch (IOException _) {
            return false;
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).replace('\0', ' ');
        } catch (IOException _) {
            return "";
        }
    }
}
