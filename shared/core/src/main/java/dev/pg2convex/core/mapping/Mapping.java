package dev.pg2convex.core.mapping;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The mapping file as written: which Postgres tables become which Convex tables, field by field. Not yet checked against either side.
 *
 * @param name the mapping's name: runs, fences and the registry know it by that
 */
public record Mapping(String name, List<TableMapping> tables, Location at) {
    public Mapping {
        requireNonNull(name);
        requireNonNull(at);
        tables = List.copyOf(tables);
    }
}
