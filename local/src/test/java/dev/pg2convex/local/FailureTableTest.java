package dev.pg2convex.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published table of failures, held to the tests that it names. */
final class FailureTableTest {
    private static final Path HOME = Path.of(System.getProperty("pg2convex.home", ".."));
    private static final Path TABLE = HOME.resolve("docs/failures.md");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test|\\w+\\.test\\.ts)(?:#(\\w+))?`");
    private static final Set<String> SKIPPED = Set.of("node_modules", "target", ".git");

    @Test
    void table_namedTests_exist() throws IOException {
        var sources = sources();

        var missing = rows().stream()
                .flatMap(FailureTableTest::tests)
                .filter(test -> !exists(test, sources))
                .map(MatchResult::group)
                .toList();

        assertEquals(List.of(), missing, "docs/failures.md names tests that are not there: rename them there too");
    }

    @Test
    void table_everyRow_namesATestOrSaysThatThereIsNone() throws IOException {
        var rows = rows();
        assertTrue(rows.size() > 50, "the table was not found");

        assertEquals(List.of(),
                rows.stream().filter(row -> tests(row).findAny().isEmpty() && !lastCell(row).equals("*not covered*")).toList());
    }

    private static boolean exists(MatchResult test, Map<String, List<Path>> sources) {
        var name = test.group(1).endsWith(".ts") ? test.group(1) : test.group(1) + ".java";
        return sources.getOrDefault(name, List.of())
                .stream()
                .anyMatch(file -> test.group(2) == null || Pattern.compile("\\b" + test.group(2) + "\\b").matcher(read(file)).find());
    }

    private static Stream<MatchResult> tests(String row) {
        return TEST.matcher(lastCell(row)).results();
    }

    private static String lastCell(String row) {
        var cells = row.split("\\|", -1);
        // What follows the last bar is nothing.
        return cells[cells.length - 2].strip();
    }

    /** Rows of the tables, without their heads. */
    private static List<String> rows() throws IOException {
        return Files.readAllLines(TABLE)
                .stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---") && !line.startsWith("| failure "))
                .toList();
    }

    private static Map<String, List<Path>> sources() throws IOException {
        var sources = new HashMap<String, List<Path>>();
        Files.walkFileTree(HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sources.computeIfAbsent(file.getFileName().toString(), _ -> new ArrayList<>()).add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
