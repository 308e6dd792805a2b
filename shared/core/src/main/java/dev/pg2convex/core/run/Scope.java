package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.source.KeyRange;
import java.util.List;
import java.util.Optional;

/**
 * What a run covers: these Convex tables, or, when empty, every table of the mapping.
 *
 * @param redrive of them only rows that were set aside, and what was set aside for their sake
 * @param part of one table only these rows; with neither of the two, every row
 */
public record Scope(List<String> tables, Optional<Redrive> redrive, Optional<Part> part) {
    public static final Scope EVERYTHING = new Scope(List.of());

    public Scope {
        tables = List.copyOf(tables);
        requireNonNull(redrive);
        requireNonNull(part);
        if (part.isPresent() && (tables.size() != 1 || redrive.isPresent())) {
            throw new IllegalArgumentException("a part is one of exactly one table");
        }
    }

    /** Every row of these tables. */
    public Scope(List<String> tables) {
        this(tables, Optional.empty(), Optional.empty());
    }

    /** Of these tables, rows that were set aside. */
    public static Scope of(List<String> tables, Redrive redrive) {
        return new Scope(tables, Optional.of(redrive), Optional.empty());
    }

    /** A part of a table. */
    public static Scope of(String table, Part part) {
        return new Scope(List.of(table), Optional.empty(), Optional.of(part));
    }

    public boolean includes(String table) {
        return tables.isEmpty() || tables.contains(table);
    }

    /** Whether the run comes to every row of its tables. */
    public boolean takesEveryRow() {
        return redrive.isEmpty() && part.isEmpty();
    }

    /** The rows with certain keys; empty for a scope that does not name its rows so. */
    public Optional<Part> keys() {
        return part.filter(given -> given.where().isEmpty());
    }

    /** The condition that the rows meet; empty for a scope that does not name its rows so. */
    public Optional<String> where() {
        return part.flatMap(Part::where);
    }

    /** Which rejects: those of one of these reasons and with one of these keys; an empty list takes all. */
    public record Redrive(List<String> reasons, List<String> keys) {
        public static final Redrive ALL = new Redrive(List.of(), List.of());

        public Redrive {
            reasons = List.copyOf(reasons);
            keys = List.copyOf(keys);
        }
    }

    /**
     * Rows of one table: those with these keys, or those that meet a SQL condition now.
     *
     * @param keys in the order of Java's strings, each once; empty with a condition
     */
    public record Part(List<String> keys, Optional<String> where) {
        /** More than anybody names one by one; a condition takes any number. */
        public static final int MOST_KEYS = 10_000;

        public Part {
            keys = keys.stream().distinct().sorted().toList();
            requireNonNull(where);
            if (keys.isEmpty() == where.isEmpty() || keys.size() > MOST_KEYS) {
                throw new IllegalArgumentException("a part is 1 to " + MOST_KEYS + " keys, or a condition");
            }
        }

        public static Part ofKeys(List<String> keys) {
            return new Part(keys, Optional.empty());
        }

        public static Part ofRowsWhere(String condition) {
            return new Part(List.of(), Optional.of(condition));
        }

        /** Its first keys in a range, which is one in the order of {@link #keys}. */
        public List<String> within(KeyRange range, int limit) {
            return keys.stream()
                    .filter(key -> range.after().isEmpty() || key.compareTo(range.after().get()) > 0)
                    .filter(key -> range.through().isEmpty() || key.compareTo(range.through().get()) <= 0)
                    .limit(limit)
                    .toList();
        }
    }
}
