package dev.pg2convex.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One wrong input: {@code === name}, then how it differs from good input, a line each (see {@link BadInputTest}), then parts that begin with
 * {@code >>> title}.
 *
 * @param parts by title: {@code mapping}, {@code sql}, {@code .env.local} and {@code expected}, all that is said
 */
record BadInput(String file, String name, List<String> changes, Map<String, String> parts) {
    static Stream<BadInput> of(String file) {
        try (var stream = BadInput.class.getResourceAsStream("bad/" + file + ".txt")) {
            return Stream.of(new String(stream.readAllBytes(), UTF_8).split("(?m)^=== "))
                    .skip(1)
                    .map(text -> parse(file, text))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BadInput parse(String file, String text) {
        var pieces = new ArrayList<>(List.of(text.split("(?m)^>>> ")));
        var head = pieces.removeFirst().lines().toList();
        var parts = new HashMap<String, String>();
        for (var piece : pieces) {
            int line = piece.indexOf('\n');
            parts.put(piece.substring(0, line), piece.substring(line + 1));
        }
        return new BadInput(file, head.getFirst(), head.subList(1, head.size()), parts);
    }

    Optional<String> part(String title) {
        return Optional.ofNullable(parts.get(title));
    }

    @Override
    public String toString() {
        return file + " " + name;
    }
}
