package dev.pg2convex.local.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The processes that carry a mark in their environment: all that came of one start, whoever is their parent now. */
final class Marked {
    static final String NAME = "PG2CONVEX_TEST_MARK";
    private static final long LONG_ENOUGH = TimeUnit.SECONDS.toNanos(60);
    final String mark = UUID.randomUUID().toString();

    static boolean isPossible() {
        return Files.isDirectory(Path.of("/proc/self"));
    }

    /** Command lines, by process. */
    List<String> alive() {
        return ProcessHandle.allProcesses().filter(this::carries).map(process -> process.pid() + " " + commandLine(process)).toList();
    }

    void awaitNobody() throws InterruptedException {
        long until = System.nanoTime() + LONG_ENOUGH;
        while (!alive().isEmpty()) {
            assertTrue(System.nanoTime() < until, () -> "left behind: " + alive());
            Thread.sleep(50);
        }
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
