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

    /** Qualified by its table, so that no name of an output column comes before it. */
    static String column(SourceTable table, String column) {
        return quote(table.name()) + "." + quote(column);
    }
}
