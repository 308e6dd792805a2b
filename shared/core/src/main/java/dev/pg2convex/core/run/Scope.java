package dev.pg2convex.core.run;

import java.util.List;

/** What a run covers: these Convex tables, or, when empty, every table of the mapping. */
public record Scope(List<String> tables) {
    public static final Scope EVERYTHING = new Scope(List.of());

    public Scope {
        tables = List.copyOf(tables);
    }

    public boolean includes(String table) {
        return tables.isEmpty() || tables.contains(table);
    }
}
