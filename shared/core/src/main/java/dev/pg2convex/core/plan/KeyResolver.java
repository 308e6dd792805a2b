package dev.pg2convex.core.plan;

import static dev.pg2convex.core.plan.ResolvedTable.columns;
import static dev.pg2convex.core.plan.ResolvedTable.label;

import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the columns that identify a table's rows. */
final class KeyResolver {
    private KeyResolver() {}

    /** The key's columns, in the order of its index; empty after a problem. */
    static List<SourceColumn> resolve(TableMapping mapping, SourceTable table, Problems problems) {
        List<String> names = mapping.key().isEmpty() ? table.primaryKey() : mapping.key();
        if (names.isEmpty()) {
            problems.add(mapping.at(), mapping.table() + ": Postgres table " + label(table) + " has no primary key; " + advice(table));
            return List.of();
        }
        List<SourceColumn> key = Columns.find(table, names, mapping.table() + ": `key`", mapping.at(), problems);
        if (key.size() < names.size() || !isKey(mapping, table, problems)) {
            return List.of();
        }
        for (SourceColumn column : key) {
            KeyTypes.problem(column)
                    .ifPresent(problem -> problems.add(mapping.at(), mapping.table() + ": column " + column.name() + " is part of the key, "
                            + problem + " choose other columns with `key:`"));
        }
        return key;
    }

    private static boolean isKey(TableMapping mapping, SourceTable table, Problems problems) {
        if (mapping.key().isEmpty() || mapping.key().equals(table.primaryKey())) {
            return true;
        }
        List<List<String>> keys = keys(table);
        String path = mapping.table() + ": `key`: ";
        List<String> nullable = table.columns()
                .stream()
                .filter(column -> mapping.key().contains(column.name()) && !column.notNull())
                .map(SourceColumn::name)
                .toList();
        if (keys.contains(mapping.key())) {
            if (nullable.isEmpty()) {
                return true;
            }
            problems.add(mapping.at(), path + columns(nullable) + " may be null in " + label(table)
                    + ", and a row without a key cannot be found again; choose other columns or make it NOT NULL");
            return false;
        }
        var reordered = keys.stream().filter(key -> Set.copyOf(key).equals(Set.copyOf(mapping.key()))).findFirst();
        problems.add(mapping.at(),
                path + reordered.map(
                        key -> "write the columns in the order of their index, `key: " + list(key) + "`, so that pages are read along it")
                        .orElseGet(() -> columns(mapping.key()) + " is not unique in " + label(table) + "; " + advice(table)));
        return false;
    }

    private static String advice(SourceTable table) {
        String usable = keys(table).stream()
                .filter(key -> notNull(table, key))
                .map(key -> "`key: " + list(key) + "`")
                .collect(Collectors.joining(" or "));
        return usable.isEmpty()
                ? "give it a primary key in Postgres, or a unique index over columns that are NOT NULL, and name these with `key:`"
                : "write " + usable;
    }

    private static boolean notNull(SourceTable table, List<String> key) {
        return key.stream().allMatch(name -> table.column(name).map(SourceColumn::notNull).orElse(false));
    }

    /** Every unique key of the table, the primary key first. */
    static List<List<String>> keys(SourceTable table) {
        List<List<String>> keys = new ArrayList<>();
        if (!table.primaryKey().isEmpty()) {
            keys.add(table.primaryKey());
        }
        keys.addAll(table.uniqueKeys());
        return keys.stream().distinct().toList();
    }

    private static String list(List<String> names) {
        return "[" + String.join(", ", names) + "]";
    }
}
