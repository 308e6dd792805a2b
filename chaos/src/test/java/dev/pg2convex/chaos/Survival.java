package dev.pg2convex.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault struck where, and how often all was right afterwards: the table at the end. */
final class Survival {
    private final String title;
    private final Map<String, Row> rows = new TreeMap<>();

    private static final class Row {
        private int struck;
        private int survived;
    }

    Survival(String title) {
        this.title = title;
    }

    synchronized void struck(String what) {
        rows.computeIfAbsent(what, _ -> new Row()).struck++;
    }

    synchronized void survived(String what) {
        rows.computeIfAbsent(what, _ -> new Row()).survived++;
    }

    /** Prints it, and keeps it beside the test reports. */
    synchronized void print() {
        var text = new StringBuilder(String.format("%n%-52s %8s %8s%n", title, "struck", "survived"));
        rows.forEach((what, row) -> text.append(String.format("%-52s %8d %8d%n", what, row.struck, row.survived)));
        System.out.print(text);
        try {
            Files.writeString(Files.createDirectories(Path.of("target")).resolve(title.replace(' ', '-') + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
