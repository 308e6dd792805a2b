package dev.pg2convex.core.store;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.source.KeyRange;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Port: the rows that could not be migrated. */
public interface Rejects {
    /**
     * Stores and clears rejects under a locked check of the token.
     *
     * @param cleared keys of rows that stand no longer rejected
     */
    void put(PageLease held, List<Reject> rejects, Collection<String> cleared) throws StoreRefused;

    /** Those of these keys that are rejected. */
    Set<String> among(String target, String table, Collection<String> keys);

    /** Those of these keys that this run itself found to be rejected. */
    Set<String> confirmed(UUID runId, String table, Collection<String> keys);

    List<Reject> list(String mapping, String target, Optional<String> table, int limit);

    /**
     * Keys of a table's rejects that a redrive tries again, in "C" order. Whatever was set aside for a parent's sake is among them, since it follows its
     * parent.
     */
    List<String> toRedrive(String target, String table, Scope scope, KeyRange range, int limit);

    /** A mapping's first rejects after a place, in these tables and for these reasons, by table and key; an empty list takes all. */
    List<Listed> list(String mapping, String target, List<String> tables, List<String> reasons, Optional<Place> after, int limit);

    /** Drops rejects of these tables that this run, having covered them whole, did not confirm: their rows are gone. */
    void dropUnconfirmed(UUID runId, List<String> tables);

    /** @param runId the run that met it last */
    record Listed(Reject reject, UUID runId) {
        public Listed {
            requireNonNull(reject);
            requireNonNull(runId);
        }
    }

    /**
     * A row set aside.
     *
     * @param reason a code of {@link RejectReason}
     * @param field the Convex field, with the path inside it; never a value
     */
    record Reject(String table, String key, String reason, Optional<String> field) {
        public Reject {
            requireNonNull(table);
            requireNonNull(key);
            requireNonNull(reason);
            requireNonNull(field);
        }
    }
}
