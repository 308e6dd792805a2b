package dev.pg2convex.postgres.source;

import dev.pg2convex.core.source.SourceTable;

/** SQL names, always quoted: any name is possible, and none is folded. */
final class Identifiers {
    private Identifiers() {}

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String table(SourceTable table) {
        return quote(table.schema()) + "." + quote(table.name());
    }

    /** The table's own rows, those of its partitions included: a table that inherits from it has keys of its own, which may be the same. */
    static String rows(SourceTable table) {
        return table.partitioned() ? table(table) : "ONLY " + table(table);
    }

    /** Qualified by its table, so that no name of an output column comes before it. */
    static String column(SourceTable table, String column) {
        return quote(table.name()) + "." + quote(column);
    }
}
