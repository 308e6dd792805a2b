package dev.pg2convex.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The tables and the mapping of these tests. */
final class Scenario {
    private Scenario() {}

    /** A file beside this class. */
    static String text(String name) {
        try (var in = Objects.requireNonNull(Scenario.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
