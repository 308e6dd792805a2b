package dev.pg2convex.chat.expectation;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What must have become of a source row. */
public sealed interface Expected {
    /** The source row's primary key. */
    String key();

    /**
     * A document.
     *
     * @param fields the mapped ones that it must have, by name: {@code Double}, {@code String}, {@code Boolean}, {@code null}, {@code List},
     *     {@code Map} and, in place of a document ID, {@link Reference}
     */
    record Document(String key, Map<String, Object> fields) implements Expected {
        public Document {
            requireNonNull(key);
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /** @param reason the code that the list of rejects must give */
    record Rejected(String key, String reason) implements Expected {
        public Rejected {
            requireNonNull(key);
            requireNonNull(reason);
        }
    }

    /** The document of this source row. */
    record Reference(String table, String key) {
        public Reference {
            requireNonNull(table);
            requireNonNull(key);
        }
    }
}
