package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a run covers: these Convex tables, or, when empty, every table of the mapping.
 *
 * @param redrive of them only rows that were set aside, and what was set aside for their sake; empty for every row
 */
public record Scope(List<String> tables, Optional<Redrive> redrive) {
    public static final Scope EVERYTHING = new Scope(List.of());

    public Scope {
        tables = List.copyOf(tables);
        requireNonNull(redrive);
    }

    /** Every row of these tables. */
    public Scope(List<String> tables) {
        this(tables, Optional.empty());
    }

    public boolean includes(String table) {
        return tables.isEmpty() || tables.contains(table);
    }

    /** Which rejects: those of one of these reasons and with one of these keys; an empty list takes all. */
    public record Redrive(List<String> reasons, List<String> keys) {
        public static final Redrive ALL = new Redrive(List.of(), List.of());

        public Redrive {
            reasons = List.copyOf(reasons);
            keys = List.copyOf(keys);
        }
    }
}
