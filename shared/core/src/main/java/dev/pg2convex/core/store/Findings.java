package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.run.PageLease;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Port: what the verifier and the planner of a run have to report. */
public interface Findings {
    /** Replaces the findings of this page and what it left out, under a locked check of the token. Called once, right before the page is finished. */
    void put(PageLease held, List<Finding> findings, Map<Omission, Long> omitted) throws StoreRefused;

    /** Keeps what a scan saw of these documents, in the place of what it saw of them before. */
    void putScanned(PageLease held, List<ScannedDocument> documents) throws StoreRefused;

    /** Drops what a scan saw of documents that are gone now. */
    void forgetScanned(PageLease held, Collection<String> documentIds) throws StoreRefused;

    /** The documents of a run's scanned table that stand so, oldest first. */
    List<ScannedDocument> scanned(UUID runId, String table, ScannedDocument.Standing standing);

    /** How many documents of a run's scanned table stand so. */
    long countScanned(UUID runId, String table, ScannedDocument.Standing standing);

    /** The documents of a run's scanned table that no row maps to, though they share natural key or content with one that a row maps to. */
    List<Alike> twins(UUID runId, String table);

    /** The documents of a run's scanned table that share a natural key with an older one, rows mapping to both. */
    List<Alike> duplicates(UUID runId, String table);

    /** Forgets what is known of rows that share a value of this field. */
    void forgetCollisions(UUID runId, String table, String field);

    /** Adds rows that share a value of a field that should be unique; repeating one is harmless. */
    void putCollisions(UUID runId, String table, String field, List<Collision> collisions);

    /** Of these keys, those whose value of a {@code unique: reject} field an earlier row has; with the field. */
    Map<String, String> collidingKeys(UUID runId, String table, Collection<String> keys);

    List<Finding> list(UUID runId, int limit);

    List<Warning> warnings(UUID runId);

    /** What a run's verification did not compare. */
    List<NotCompared> notCompared(UUID runId);

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
        MISSING, EXTRA,
        /** The document is as pg2convex wrote it last; its row has changed since, and the next run will write it. */
        BEHIND,
        /** Neither what the row yields nor what was written. */
        CHANGED, WRONG_TYPE, WRONG_REFERENCE, DANGLING_REFERENCE, DEFAULT_NOT_APPLIED, DUPLICATE_NATURAL_KEY, TWIN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param original the oldest document that it is like */
    record Alike(ScannedDocument document, String original) {
        public Alike {
            requireNonNull(document);
            requireNonNull(original);
        }
    }

    /** Why the verifier did not compare a row or a document. */
    enum Omission {
        /** A row that stands rejected. */
        REJECTED_ROW,
        /** A row that is linked to a document that was never to be written. */
        LINKED_ROW,
        /** A document as last written, its row being rejected now. */
        REJECTED_DOCUMENT,
        /** A document whose row is gone, in a table that keeps such. */
        KEPT_DOCUMENT,
        /** A document that is linked to a row and was never to be written. */
        LINKED_DOCUMENT,
        /** A document of the application's own, in a shared table. */
        APPLICATION_DOCUMENT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record NotCompared(String table, Omission omission, long amount) {
        public NotCompared {
            requireNonNull(table);
            requireNonNull(omission);
        }
    }

    /** @param reject the row is not the first and the mapping says to reject it */
    record Collision(String key, boolean reject) {}

    /** Rows that share values of a field that should be unique. */
    record Warning(String table, String field, long rows) {}
}
