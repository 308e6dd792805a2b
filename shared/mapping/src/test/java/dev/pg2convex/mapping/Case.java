package dev.pg2convex.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One case of a file of cases: {@code === name}, its text, and further parts that begin with {@code >>> title}.
 *
 * @param parts by title; the text before the first is {@code mapping}
 */
record Case(String name, Map<String, String> parts) {
    String part(String title) {
        return parts.getOrDefault(title, "");
    }

    static Stream<Case> of(String resource) {
        return Stream.of(read(resource).split("(?m)^=== ")).skip(1).map(Case::parse);
    }

    static String read(String resource) {
        try (var stream = Case.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case parse(String text) {
        int end = text.indexOf('\n');
        Map<String, String> parts = new HashMap<>();
        List<String> pieces = List.of(text.substring(end + 1).split("(?m)^>>> "));
        parts.put("mapping", pieces.getFirst());
        for (String piece : pieces.subList(1, pieces.size())) {
            int line = piece.indexOf('\n');
            parts.put(piece.substring(0, line), piece.substring(line + 1).strip());
        }
        return new Case(text.substring(0, end), parts);
    }

    @Override
    public String toString() {
        return name;
    }
}
