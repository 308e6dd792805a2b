package dev.pg2convex.postgres.source;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a one-dimensional Postgres array as text, every element quoted, so that it suits any element type. */
final class ArrayLiteral {
    private ArrayLiteral() {}

    static String of(List<String> elements) {
        return elements.stream()
                .map(element -> '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
