package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * Some documents of a table, with {@code _id}, {@code _creationTime} and the fields asked for.
 *
 * @param cursor where the next page starts; empty after the last
 */
public record DocumentPage(List<Value.Obj> documents, Optional<String> cursor) {
    public DocumentPage {
        documents = List.copyOf(documents);
        requireNonNull(cursor);
    }
}
