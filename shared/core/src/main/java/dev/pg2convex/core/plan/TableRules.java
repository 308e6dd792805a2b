package dev.pg2convex.core.plan;

import static dev.pg2convex.core.plan.ResolvedTable.label;

import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.source.Access;
import dev.pg2convex.core.source.SourceTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a table must be so that each of its rows is moved, and moved once. */
final class TableRules {
    private TableRules() {}

    /** Whether the role can read all rows; a part of them would look as if the others had been deleted. */
    static boolean readable(TableMapping mapping, SourceTable table, Problems problems) {
        Access access = table.access();
        if (!access.schema()) {
            problems.add(mapping.at(), mapping.table() + ": role " + access.role() + " may not look into schema " + table.schema()
                    + "; in Postgres: GRANT USAGE ON SCHEMA " + quoted(table.schema()) + " TO " + quoted(access.role()));
        } else if (!access.everyRow()) {
            problems.add(mapping.at(),
                    mapping.table() + ": row-level security hides rows of " + label(table) + " from role " + access.role()
                            + ", and a hidden row would look like a deleted one; connect as the table's owner or as a superuser, or in"
                            + " Postgres: ALTER ROLE " + quoted(access.role()) + " BYPASSRLS (and, where it is the owner, ALTER TABLE "
                            + quoted(table.schema()) + "." + quoted(table.name()) + " NO FORCE ROW LEVEL SECURITY)");
        } else if (noColumn(table)) {
            problems.add(mapping.at(),
                    mapping.table() + ": role " + access.role() + " may not read " + label(table) + "; in Postgres: GRANT SELECT ON "
                            + quoted(table.schema()) + "." + quoted(table.name()) + " TO " + quoted(access.role()));
        }
        return access.schema() && access.everyRow() && !noColumn(table);
    }

    private static boolean noColumn(SourceTable table) {
        return !table.columns().isEmpty()
                && table.columns().stream().allMatch(column -> table.access().hiddenColumns().contains(column.name()));
    }

    /** No row is in two of the tables, and none in a table below that nobody named. */
    static void once(Collection<ResolvedTable> tables, Problems problems) {
        Map<String, ResolvedTable> mapped = new HashMap<>();
        tables.forEach(table -> mapped.put(table.label(), table));
        for (ResolvedTable table : tables) {
            List<String> below = table.source().hierarchy().below();
            if (table.source().hierarchy().whole()) {
                below.stream()
                        .filter(mapped::containsKey)
                        .map(mapped::get)
                        .forEach(part -> problems.add(part.mapping().at(), part.name() + ": " + part.label() + " is a partition of "
                                + table.label() + ", which is mapped too, and its rows would be moved twice; leave one of the two out"));
            } else if (!mapped.keySet().containsAll(below)) {
                problems.add(table.mapping().at(),
                        table.name() + ": rows of " + String.join(", ", below.stream().filter(name -> !mapped.containsKey(name)).toList())
                                + " are rows of " + table.label() + " too, by inheritance. Each table is moved for itself, and without its"
                                + " children would be incomplete; map them as well, with `where: 'false'` what is not to be moved");
            }
        }
    }

    static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
