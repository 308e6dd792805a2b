package dev.pg2convex.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What the program logs while this is open. */
final class Logged implements AutoCloseable {
    private final PrintStream before = System.out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Logged() {
        System.setOut(new PrintStream(bytes, true, UTF_8));
    }

    /** Warnings and errors of our own. */
    List<String> lines() {
        return all().stream().filter(line -> line.contains("\"logger\":\"dev.pg2convex") && !line.contains("\"level\":\"INFO\"")).toList();
    }

    List<String> all() {
        return bytes.toString(UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setOut(before);
    }
}
