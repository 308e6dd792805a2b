package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.ConvexName;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the fields of a table mapping that lists none: one per column, and a reference where a foreign key leads to a mapped table. */
final class EveryColumn {
    private final Collection<ResolvedTable> tables;
    private final Problems problems;
    private final List<String> warnings;

    EveryColumn(Collection<ResolvedTable> tables, Problems problems, List<String> warnings) {
        this.tables = tables;
        this.problems = problems;
        this.warnings = warnings;
    }

    List<FieldMapping> fields(ResolvedTable table) {
        Columns.known(table.source(), table.mapping().omit(), table.name() + ": `omit`", table.mapping().at(), problems);
        warnOfCompositeKeys(table);
        List<FieldMapping> fields = new ArrayList<>();
        Map<String, String> columnOf = new HashMap<>();
        for (SourceColumn column : table.source().columns()) {
            if (table.mapping().omit().contains(column.name())) {
                continue;
            }
            String name = CamelCase.of(column.name());
            String earlier = columnOf.putIfAbsent(name, column.name());
            if (earlier != null) {
                problems.add(table.mapping().at(), table.name() + ": columns `" + earlier + "` and `" + column.name()
                        + "` would both become the field `" + name + "`; leave one out with `omit:` or list the table's `fields:`");
            } else {
                ConvexName.fieldProblem(name)
                        .ifPresent(problem -> problems.add(table.mapping().at(), table.name() + ": column `" + column.name() + "`: "
                                + problem + "; leave it out with `omit:` or list the table's `fields:`"));
                fields.add(field(table, column, name));
            }
        }
        if (fields.isEmpty()) {
            problems.add(table.mapping().at(), table.name() + ": no column of " + table.label() + " is left to map; shorten `omit:`");
        }
        return fields;
    }

    private FieldMapping field(ResolvedTable table, SourceColumn column, String name) {
        return new FieldMapping(name, new FieldSource.Columns(List.of(column.name())), Conversion.DEFAULT, reference(table, column),
                new NullPolicy.Omit(), KeysPolicy.ESCAPE, Unique.NO, false, Optional.empty(), table.mapping().at());
    }

    private Optional<Ref> reference(ResolvedTable table, SourceColumn column) {
        List<Ref> refs = new ArrayList<>();
        for (ForeignKey foreignKey : table.source().foreignKeys()) {
            if (foreignKey.columns().equals(List.of(column.name()))) {
                for (ResolvedTable parent : parents(foreignKey)) {
                    List<String> columns = foreignKey.parentColumns().equals(parent.keyNames()) ? List.of() : foreignKey.parentColumns();
                    refs.add(new Ref(parent.name(), columns, Ref.Orphan.REJECT));
                }
            }
        }
        List<Ref> different = refs.stream().distinct().toList();
        if (different.size() > 1) {
            problems.add(table.mapping().at(),
                    table.name() + ": the foreign keys of column `" + column.name() + "` lead to "
                            + String.join(" and to ", different.stream().map(Ref::table).toList())
                            + "; list the table's `fields:` and choose with `ref:`");
        }
        return different.stream().findFirst();
    }

    private void warnOfCompositeKeys(ResolvedTable table) {
        for (ForeignKey foreignKey : table.source().foreignKeys()) {
            if (foreignKey.columns().size() > 1 && !parents(foreignKey).isEmpty()) {
                warnings.add(table.mapping().at() + ": " + table.name() + ": the foreign key " + ResolvedTable.columns(foreignKey.columns())
                        + " to " + foreignKey.parentTable()
                        + " has several columns and becomes no reference by itself; list the table's `fields:` to have one");
            }
        }
    }

    private List<ResolvedTable> parents(ForeignKey foreignKey) {
        return tables.stream()
                .filter(parent -> parent.source().schema().equals(foreignKey.parentSchema())
                        && parent.source().name().equals(foreignKey.parentTable()))
                .toList();
    }
}
