package dev.pg2convex.init;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.source.SourceInventory.Relation;
import dev.pg2convex.core.source.SourceTable;
import java.util.List;
import java.util.Optional;

/**
 * A table that can be moved.
 *
 * @param from the name by which the mapping finds it
 * @param key the columns of the unique index that stands in for a primary key; empty where there is one
 */
record Candidate(Relation relation, SourceTable source, String from, List<String> key) {
    Candidate {
        requireNonNull(relation);
        requireNonNull(source);
        requireNonNull(from);
        key = List.copyOf(key);
    }

    /** Different for each table, whatever its name. */
    String id() {
        return id(relation.schema(), relation.name());
    }

    static String id(String schema, String name) {
        return schema + "\0" + name;
    }

    String label() {
        return relation.label();
    }

    /** The columns that identify a row. */
    List<String> keyColumns() {
        return key.isEmpty() ? source.primaryKey() : key;
    }

    /** A primary key of one column whose values Postgres makes; the document has an ID of its own instead. */
    Optional<String> madeKey() {
        return source.primaryKey().size() == 1
                ? relation.column(source.primaryKey().getFirst()).filter(column -> column.made()).map(column -> column.name())
                : Optional.empty();
    }

    boolean isNotNull(String column) {
        return source.column(column).orElseThrow().notNull();
    }
}
