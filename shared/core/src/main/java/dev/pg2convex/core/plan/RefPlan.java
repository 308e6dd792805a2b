package dev.pg2convex.core.plan;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import java.util.List;
import java.util.Optional;

/**
 * A reference, resolved.
 *
 * @param table the parent's Convex table name
 * @param parent the parent's source table
 * @param parentColumns the parent's columns referred to, by position of the child's columns
 * @param parentKey the columns of the parent's key
 * @param parentWhere the parent's {@code where}: a row outside of it is no parent
 * @param deferred part of a cycle: the field is left out while its target is not mapped, and filled in by catch-up
 */
public record RefPlan(String table, SourceTable parent, List<SourceColumn> parentColumns, List<SourceColumn> parentKey,
        Optional<String> parentWhere, Ref.Orphan orphan, boolean deferred) {
    public RefPlan {
        requireNonNull(table);
        requireNonNull(parent);
        parentColumns = List.copyOf(parentColumns);
        parentKey = List.copyOf(parentKey);
        requireNonNull(parentWhere);
        requireNonNull(orphan);
    }
}
