package dev.pg2convex.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A {@link Victim} in a process of its own: one that can be killed. */
final class VictimProcess implements AutoCloseable {
    private final Process process;

    private VictimProcess(Process process) {
        this.process = process;
    }

    /** It runs until its run ends, for this time at most, or until it dies. */
    static VictimProcess start(Parts parts, List<PlannedFault> plan, Duration atMost) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                        VictimProcess.class.getName(), PlannedFault.format(plan) + ",", Long.toString(atMost.toMillis())));
        command.addAll(parts.arguments());
        try {
            return new VictimProcess(new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return its exit code; an error if it is still there after that time */
    int await(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the engine's process did not end within " + atMost.toSeconds() + " s");
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param args the plan, the time, the parts */
    public static void main(String[] args) {
        var arguments = List.of(args);
        var faults = new PlannedFaults(PlannedFault.parse(arguments.getFirst()));
        int exit = 0;
        // Not closed in the end: a process that is done has nothing to wait for.
        var victim = Victim.start(Parts.of(arguments.subList(2, arguments.size())), faults, UnaryOperator.identity());
        try {
            victim.run(Duration.ofMillis(Long.parseLong(arguments.get(1))));
        } catch (InterruptedException | RuntimeException e) {
            exit = 1;
        }
        Runtime.getRuntime().halt(exit);
    }
}
