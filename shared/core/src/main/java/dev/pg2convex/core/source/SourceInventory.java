package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Port: everything in the source database that a first mapping is made from, beyond what {@link SourceCatalog} says of one table. */
public interface SourceInventory {
    /** The relations of all schemas that are the user's own, partitions left out, by schema and name. */
    List<Relation> relations();

    /** What a relation is. */
    enum Kind {
        TABLE, PARTITIONED_TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE
    }

    /**
     * A table, a view, or something like them.
     *
     * @param inherits from other tables, as {@code INHERITS} says
     * @param inherited other tables inherit from it
     * @param foreignKeys by name
     * @param indexes by name
     */
    record Relation(String schema, String name, Kind kind, boolean inherits, boolean inherited, List<Column> columns,
            List<Constraint> foreignKeys, List<Index> indexes) {
        public Relation {
            requireNonNull(schema);
            requireNonNull(name);
            requireNonNull(kind);
            columns = List.copyOf(columns);
            foreignKeys = List.copyOf(foreignKeys);
            indexes = List.copyOf(indexes);
        }

        /** How to name it to the operator. */
        public String label() {
            return schema + "." + name;
        }

        public Optional<Column> column(String column) {
            return columns.stream().filter(each -> each.name().equals(column)).findFirst();
        }
    }

    /**
     * What a column says beyond its type.
     *
     * @param made its values are made by Postgres and mean nothing: an identity, the next number of a sequence, a random UUID
     * @param dimensions as the column's declaration has them; 0 for what is no array
     * @param length of a {@code vector}, where it is fixed
     */
    record Column(String name, boolean made, int dimensions, OptionalInt length) {
        public Column {
            requireNonNull(name);
            requireNonNull(length);
        }
    }

    /** @param validated every row of the table was checked; one that is not enforced never is */
    record Constraint(String name, ForeignKey key, boolean validated) {
        public Constraint {
            requireNonNull(name);
            requireNonNull(key);
        }
    }

    /**
     * An index that can be used.
     *
     * @param method such as {@code btree}
     * @param columns of its key, in order; an expression has no name
     * @param partial over a part of the rows
     */
    record Index(String name, String method, List<Optional<String>> columns, boolean unique, boolean partial) {
        public Index {
            requireNonNull(name);
            requireNonNull(method);
            columns = List.copyOf(columns);
        }

        public boolean hasExpression() {
            return columns.stream().anyMatch(Optional::isEmpty);
        }
    }
}
