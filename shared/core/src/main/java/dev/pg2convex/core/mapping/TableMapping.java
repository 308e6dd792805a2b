package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One Convex table and where its rows come from.
 *
 * @param table the Convex table's name
 * @param from the Postgres table, {@code name} or {@code schema.name}; the Convex name when the file has no {@code from:}
 * @param key the columns that identify a row where they are not the primary key; empty for the primary key
 * @param fields in file order; empty for "every column"
 * @param omit columns left out of "every column"
 * @param where a SQL condition that takes a part of the table
 * @param keepKey the field that keeps the source key, besides {@code fields}
 * @param shared a live application writes documents of its own into this Convex table
 */
public record TableMapping(String table, String from, List<String> key, List<FieldMapping> fields, List<String> omit, Optional<Match> match,
        OnDelete onDelete, Optional<String> where, Optional<KeptKey> keepKey, boolean shared, Location at) {
    public TableMapping {
        requireNonNull(table);
        requireNonNull(from);
        requireNonNull(onDelete);
        requireNonNull(at);
        key = List.copyOf(key);
        fields = List.copyOf(fields);
        omit = List.copyOf(omit);
        requireNonNull(match);
        requireNonNull(where);
        requireNonNull(keepKey);
    }

    /** The Convex field that keeps a row's source key, so that the application finds documents by their old keys. */
    public record KeptKey(String field, Location at) {
        public KeptKey {
            requireNonNull(field);
            requireNonNull(at);
        }
    }
}
