package dev.pg2convex.core.source;

import java.util.List;

/**
 * What is below a table.
 *
 * @param whole the rows of the tables below are read with it: they are its partitions. Otherwise they inherit from it, and are tables for themselves
 * @param below {@code schema.name} of each, at any depth
 */
public record Hierarchy(boolean whole, List<String> below) {
    public static final Hierarchy NONE = new Hierarchy(false, List.of());

    public Hierarchy {
        below = List.copyOf(below);
    }
}
