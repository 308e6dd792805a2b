package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import java.util.ArrayList;
import java.util.List;

/** Looks columns up by name. */
final class Columns {
    private Columns() {}

    /** The columns of these names; those that do not exist are left out and reported, those that may not be read are reported. */
    static List<SourceColumn> find(SourceTable table, List<String> names, String path, Location at, Problems problems) {
        List<SourceColumn> found = known(table, names, path, at, problems);
        found.stream().map(SourceColumn::name).filter(table.access().hiddenColumns()::contains).forEach(name -> {
            String role = table.access().role();
            problems.add(at,
                    path + ": role " + role + " may not read column `" + name + "` of " + ResolvedTable.label(table)
                            + "; leave it out, or in Postgres: GRANT SELECT ON " + TableRules.quoted(table.schema()) + "."
                            + TableRules.quoted(table.name()) + " TO " + TableRules.quoted(role));
        });
        return found;
    }

    /** As {@link #find}, of columns that are not read. */
    static List<SourceColumn> known(SourceTable table, List<String> names, String path, Location at, Problems problems) {
        List<SourceColumn> found = new ArrayList<>();
        for (String name : names) {
            table.column(name)
                    .ifPresentOrElse(found::add,
                            () -> problems.add(at, path + ": Postgres table " + ResolvedTable.label(table) + " has no column `" + name + "`"
                                    + Suggestion.of(name, table.columns().stream().map(SourceColumn::name).toList())));
        }
        return found;
    }
}
