package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A document as a scan saw it. Hashes stand for values.
 *
 * @param created its {@code _creationTime}
 * @param key of the row that maps to it, where there is one
 * @param naturalKey hash of its natural key, in a table with {@code match}, unless a part of the key is missing
 * @param content hash of all its mapped fields, in a table that is {@code shared}
 */
public record ScannedDocument(String documentId, double created, Standing standing, Optional<String> key, Optional<String> naturalKey,
        Optional<String> content) {
    public ScannedDocument {
        requireNonNull(documentId);
        requireNonNull(standing);
        requireNonNull(key);
        requireNonNull(naturalKey);
        requireNonNull(content);
    }

    /** How a document stands to the rows. */
    public enum Standing {
        /** Its row is there: compared with it, from the row's side. */
        COMPARED,
        /** Its row is there and rejected now: it stands as last written. */
        REJECTED,
        /** It was found by its natural key and is linked only; never written. */
        LINKED,
        /** Its row is gone. */
        GONE,
        /** No row maps to it. */
        UNMAPPED
    }
}
