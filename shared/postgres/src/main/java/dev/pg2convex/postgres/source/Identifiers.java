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

    /** What a table's own rows are read from. Those of its partitions are its own; those of tables that inherit from it are theirs. */
    static String rows(SourceTable table) {
        return table.hierarchy().whole() ? table(table) : "ONLY " + table(table);
    }

    /** Qualified by its table, so that no name of an output column comes before it. */
    static String column(SourceTable table, String column) {
        return quote(table.name()) + "." + quote(column);
    }
}
