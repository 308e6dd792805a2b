package dev.pg2convex.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Ends this process by SIGKILL: no shutdown hook, no finally, no last word to anybody. */
final class SelfKill {
    /** What a shell, and Java, call the exit of a process that SIGKILL ended. */
    static final int EXIT_CODE = 128 + 9;

    private SelfKill() {}

    static void kill() {
        try {
            new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).inheritIO().start();
            while (true) {
                // The thread goes no further; the others have the moment that they would have.
                Thread.sleep(1_000);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("there is no kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
