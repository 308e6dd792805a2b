package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * The Convex project's schema.
 *
 * @param validated false when the project has switched schema validation off
 */
public record TargetSchema(Map<String, Table> tables, boolean validated) {
    public TargetSchema {
        tables = Map.copyOf(tables);
    }

    /**
     * A Convex table.
     *
     * @param document {@link Validator.Any} where the schema says nothing of its documents
     * @param indexes the fields of each index by its name, {@code _creationTime} at the end left out
     */
    public record Table(Validator document, Map<String, List<String>> indexes) {
        public Table {
            requireNonNull(document);
            indexes = Map.copyOf(indexes);
        }
    }
}
