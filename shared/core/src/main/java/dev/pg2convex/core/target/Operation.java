package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.value.Value;
import java.util.List;

/** What a batch does for one row. */
public sealed interface Operation {
    /**
     * Insert the document; where the table has a match, adopt the oldest unowned document of equal natural key instead.
     *
     * @param unset mapped fields that the row does not yield, removed from an adopted document
     */
    record Insert(Value.Obj set, List<String> unset) implements Operation {
        public Insert {
            requireNonNull(set);
            unset = List.copyOf(unset);
        }
    }

    /** Set and remove mapped fields of a document; its other fields are never touched. */
    record Update(String id, Value.Obj set, List<String> unset) implements Operation {
        public Update {
            requireNonNull(id);
            requireNonNull(set);
            unset = List.copyOf(unset);
        }
    }

    /** Delete a document, or only forget that it was adopted. */
    record Delete(String id, boolean unlink) implements Operation {
        public Delete {
            requireNonNull(id);
        }
    }
}
