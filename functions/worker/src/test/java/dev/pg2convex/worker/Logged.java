package dev.pg2convex.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What the program logs while this is open. */
final class Logged implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Logged() {
        System.setErr(new PrintStream(bytes, true, UTF_8));
    }

    /** Warnings and errors of our own. */
    List<String> lines() {
        return bytes.toString(UTF_8).lines().filter(line -> line.contains("pg2convex") && !line.contains("INFO")).toList();
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
