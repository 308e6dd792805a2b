package dev.pg2convex.core.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A mapping checked against the source: what a run carries out.
 *
 * @param tables by dependency level, then in file order
 * @param warnings what the operator should know though it stops nothing
 */
public record MigrationPlan(String mapping, List<TablePlan> tables, List<String> warnings) {
    public MigrationPlan {
        requireNonNull(mapping);
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /** @throws IllegalArgumentException for a table the plan does not have */
    public TablePlan table(String name) {
        return tables.stream()
                .filter(table -> table.table().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no table " + name + " in mapping " + mapping));
    }

    /** The tables of each dependency level, parents first. */
    public List<List<TablePlan>> levels() {
        int depth = tables.stream().mapToInt(TablePlan::level).max().orElse(-1) + 1;
        return java.util.stream.IntStream.range(0, depth)
                .mapToObj(level -> tables.stream().filter(table -> table.level() == level).toList())
                .toList();
    }
}
