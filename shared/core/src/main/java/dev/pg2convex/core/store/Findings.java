package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.run.PageLease;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Port: what the verifier and the planner of a run have to report. */
public interface Findings {
    /** Replaces the findings of this page, under a locked check of the token. Called once, right before the page is finished. */
    void put(PageLease held, List<Finding> findings) throws StoreRefused;

    /** Keeps the natural keys of scanned documents, as hashes; repeating a document is harmless. */
    void putNaturalKeys(PageLease held, List<NaturalKey> keys) throws StoreRefused;

    /** The documents of a run's scanned table that share a natural key with another. */
    List<String> duplicateNaturalKeys(UUID runId, String table);

    /** Forgets what is known of rows that share a value of this field. */
    void forgetCollisions(UUID runId, String table, String field);

    /** Adds rows that share a value of a field that should be unique; repeating one is harmless. */
    void putCollisions(UUID runId, String table, String field, List<Collision> collisions);

    /** Of these keys, those whose value of a {@code unique: reject} field an earlier row has; with the field. */
    java.util.Map<String, String> collidingKeys(UUID runId, String table, java.util.Collection<String> keys);

    List<Finding> list(UUID runId, int limit);

    List<Warning> warnings(UUID runId);

    /**
     * One difference.
     *
     * @param key the source row's, where there is one
     * @param documentId the document's, where there is one
     * @param field the field's path; never a value
     */
    record Finding(String table, Kind kind, Optional<String> key, Optional<String> documentId, Optional<String> field) {
        public Finding {
            requireNonNull(table);
            requireNonNull(kind);
            requireNonNull(key);
            requireNonNull(documentId);
            requireNonNull(field);
        }
    }

    /** What kind of difference. */
    enum Kind {
        MISSING, EXTRA, CHANGED, WRONG_TYPE, WRONG_REFERENCE, DANGLING_REFERENCE, DEFAULT_NOT_APPLIED, DUPLICATE_NATURAL_KEY, TWIN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param hash of the natural key's values */
    record NaturalKey(String documentId, String hash) {}

    /** @param reject the row is not the first and the mapping says to reject it */
    record Collision(String key, boolean reject) {}

    /** Rows that share values of a field that should be unique. */
    record Warning(String table, String field, long rows) {}
}
