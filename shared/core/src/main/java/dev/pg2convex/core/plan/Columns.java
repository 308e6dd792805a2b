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

    /** The columns of these names; those that do not exist are left out and reported. */
    static List<SourceColumn> find(SourceTable table, List<String> names, String path, Location at, Problems problems) {
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
