package dev.pg2convex.core.plan;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import java.util.List;
import java.util.Optional;

/**
 * A table mapping checked against the source and made complete: every field is listed, every column known.
 *
 * @param table the Convex table's name
 * @param key the columns that identify a row, in key order
 * @param keptKey the field among {@code fields} that keeps the source key for look-ups by the application
 * @param level its dependency level: a table's parents are at lower levels, but for deferred references
 */
public record TablePlan(String table, SourceTable source, List<SourceColumn> key, List<FieldPlan> fields, Optional<Match> match,
        OnDelete onDelete, Optional<String> where, Optional<String> keptKey, boolean shared, int level, Location at) {
    public TablePlan {
        requireNonNull(table);
        requireNonNull(source);
        key = List.copyOf(key);
        fields = List.copyOf(fields);
        requireNonNull(match);
        requireNonNull(onDelete);
        requireNonNull(where);
        requireNonNull(keptKey);
        requireNonNull(at);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("table " + table + " has no key");
        }
    }

    /** The same, of the rows that meet a further condition. */
    public TablePlan where(String condition) {
        // The line breaks end comments.
        var both = where.map(first -> "(" + first + "\n) AND (" + condition + "\n)").orElse(condition);
        return new TablePlan(table, source, key, fields, match, onDelete, Optional.of(both), keptKey, shared, level, at);
    }

    public List<String> fieldNames() {
        return fields.stream().map(FieldPlan::name).toList();
    }
}
