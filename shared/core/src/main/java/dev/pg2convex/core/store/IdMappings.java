package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.source.KeyRange;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: source key → Convex document ID in a target. Keys here are in "C" order. */
public interface IdMappings {
    Map<String, IdMapping> byKeys(String target, String table, Collection<String> keys);

    /** By document ID. */
    Map<String, IdMapping> byDocuments(String target, String table, Collection<String> documentIds);

    /** In key order. */
    List<IdMapping> range(String target, String table, KeyRange range, int limit);

    long count(String target, String table);

    /** How many documents these tables have of each origin. */
    Map<Origin, Long> origins(String target, List<String> tables);

    /** The first of these tables after a place, by table and key. */
    List<Listed> list(String target, List<String> tables, Optional<Place> after, int limit);

    record Listed(String table, IdMapping mapping) {
        public Listed {
            requireNonNull(table);
            requireNonNull(mapping);
        }
    }

    /** @param hash of the document as last written */
    record IdMapping(String key, String documentId, String hash, Origin origin) {
        public IdMapping {
            requireNonNull(key);
            requireNonNull(documentId);
            requireNonNull(hash);
            requireNonNull(origin);
        }
    }

    /** How a row came to its document. A skipped one is linked and never written. */
    enum Origin {
        INSERTED, ADOPTED, SKIPPED
    }
}
