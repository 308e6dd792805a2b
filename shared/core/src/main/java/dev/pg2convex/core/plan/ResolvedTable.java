package dev.pg2convex.core.plan;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import java.util.List;

/**
 * A table mapping whose Postgres table is found.
 *
 * @param key empty when the table has none that can be used, which is a problem of its own
 */
record ResolvedTable(TableMapping mapping, SourceTable source, List<SourceColumn> key) {
    ResolvedTable {
        requireNonNull(mapping);
        requireNonNull(source);
        key = List.copyOf(key);
    }

    /** The Convex table's name. */
    String name() {
        return mapping.table();
    }

    List<String> keyNames() {
        return key.stream().map(SourceColumn::name).toList();
    }

    /** How to name the Postgres table to the operator. */
    String label() {
        return label(source);
    }

    static String label(SourceTable source) {
        return source.schema() + "." + source.name();
    }

    /** How to name columns to the operator. */
    static String columns(List<String> names) {
        return names.size() == 1 ? names.getFirst() : "(" + String.join(", ", names) + ")";
    }
}
