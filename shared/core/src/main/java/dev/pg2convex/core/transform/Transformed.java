package dev.pg2convex.core.transform;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Optional;

/** f(row): what a source row becomes. */
public sealed interface Transformed {
    String key();

    /**
     * A document.
     *
     * @param unset mapped fields that this row does not yield
     * @param hash of the mapped fields with their resolved IDs and the encoder's version, hexadecimal
     * @param size in bytes as Convex counts them
     * @param deferred references left out because their target is not mapped yet
     */
    record Document(String key, Value.Obj fields, List<String> unset, String hash, long size, int deferred) implements Transformed {
        public Document {
            requireNonNull(key);
            requireNonNull(fields);
            unset = List.copyOf(unset);
            requireNonNull(hash);
        }

        /** The size with {@code _id} and {@code _creationTime}, which Convex adds. */
        public long stored() {
            return size + Limits.SYSTEM_BYTES;
        }
    }

    /** @param field the field's path, where one is at fault */
    record Rejected(String key, RejectReason reason, Optional<String> field) implements Transformed {
        public Rejected {
            requireNonNull(key);
            requireNonNull(reason);
            requireNonNull(field);
        }
    }

    /** A parent that it needs is not there yet. */
    record Late(String key) implements Transformed {
        public Late {
            requireNonNull(key);
        }
    }
}
