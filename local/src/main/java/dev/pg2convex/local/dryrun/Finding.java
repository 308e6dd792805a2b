package dev.pg2convex.local.dryrun;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.Location;
import java.util.Optional;

/**
 * Something that the operator should decide on before a run.
 *
 * @param field the Convex field; empty where the table as a whole is meant
 * @param code what it is: that of a {@link dev.pg2convex.core.store.RejectReason}, or one of the constants here
 * @param rows how many rows it is about; 0 where it is about none in particular
 * @param estimated the number is scaled up from a sample
 * @param key the source key of one of the rows
 * @param path where inside the document that row has it
 * @param at the line of the mapping file to change
 * @param advice what to change there
 */
public record Finding(String table, Optional<String> field, String code, long rows, boolean estimated, Optional<String> key,
        Optional<String> path, Location at, String message, String advice) {
    /** Rows share their value of a field, and the mapping says to keep them all. */
    static final String NOT_UNIQUE = "not_unique";
    /** Rows share the natural key that documents are adopted by. */
    static final String DUPLICATE_NATURAL_KEY = "duplicate_natural_key";
    /** The Convex table has documents that a first run would refuse to join. */
    static final String NOT_EMPTY = "not_empty";

    public Finding {
        requireNonNull(table);
        requireNonNull(field);
        requireNonNull(code);
        requireNonNull(key);
        requireNonNull(path);
        requireNonNull(at);
        requireNonNull(message);
        requireNonNull(advice);
    }
}
