package dev.pg2convex.core.plan;

import static dev.pg2convex.core.plan.ResolvedTable.columns;

import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.source.SourceColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks a reference against the parent's table. */
final class RefResolver {
    private final Map<String, ResolvedTable> tables;
    private final Set<String> mapped;
    private final LoadOrder order;
    private final Problems problems;

    /**
     * @param tables by Convex name
     * @param mapped every table of the mapping, those without a Postgres table too
     */
    RefResolver(Map<String, ResolvedTable> tables, Set<String> mapped, LoadOrder order, Problems problems) {
        this.tables = tables;
        this.mapped = mapped;
        this.order = order;
        this.problems = problems;
    }

    /** @param children the columns of the child, all of them found */
    Optional<RefPlan> resolve(ResolvedTable child, FieldMapping field, Ref ref, List<SourceColumn> children) {
        String path = child.name() + "." + field.name() + ": ";
        ResolvedTable parent = tables.get(ref.table());
        if (parent == null) {
            if (!mapped.contains(ref.table())) {
                problems.add(field.at(), path + "`ref` must name a table of this mapping by its Convex name; there is no `" + ref.table()
                        + "`" + byPostgresName(ref.table()).orElseGet(() -> Suggestion.of(ref.table(), mapped)));
            }
            return Optional.empty();
        }
        List<SourceColumn> referred = ref.columns().isEmpty() ? parent.key()
                : Columns.find(parent.source(), ref.columns(), path + "`ref`", field.at(), problems);
        if (referred.isEmpty() || referred.size() < ref.columns().size() || parent.key().isEmpty()) {
            return Optional.empty();
        }
        check(path, field, ref, parent, children, referred);
        boolean deferred = order.deferred(child.name(), parent.name());
        return Optional
                .of(new RefPlan(parent.name(), parent.source(), referred, parent.key(), parent.mapping().where(), ref.orphan(), deferred));
    }

    private void check(String path, FieldMapping field, Ref ref, ResolvedTable parent, List<SourceColumn> children,
            List<SourceColumn> referred) {
        List<String> names = referred.stream().map(SourceColumn::name).toList();
        if (!isUnique(parent, names)) {
            problems.add(field.at(), path + "`ref`: " + columns(names) + " is not unique in " + parent.label()
                    + ", so that a reference could mean several rows; refer to its key or to a unique key");
        } else if (children.size() != referred.size()) {
            problems.add(field.at(),
                    path + columns(children.stream().map(SourceColumn::name).toList()) + " cannot refer to " + columns(names) + " of "
                            + parent.label() + ": it takes as many columns, found " + children.size()
                            + (ref.columns().isEmpty()
                                    ? "; list them with `columns:`, or refer to a unique column with `ref: " + ref.table() + ".COLUMN`"
                                    : "; list as many with `columns:` as with `refColumns:`"));
        } else {
            for (int i = 0; i < referred.size(); i++) {
                if (!Comparison.possible(children.get(i).type(), referred.get(i).type())) {
                    problems.add(field.at(),
                            path + "column " + children.get(i).name() + " is of type " + children.get(i).type().name()
                                    + " and cannot refer to " + parent.label() + "." + referred.get(i).name() + " of type "
                                    + referred.get(i).type().name()
                                    + ": Postgres cannot compare them; give the column the parent's type, or add a generated one");
                }
            }
        }
    }

    private static boolean isUnique(ResolvedTable parent, List<String> names) {
        return KeyResolver.keys(parent.source()).stream().anyMatch(key -> Set.copyOf(key).equals(Set.copyOf(names)));
    }

    private Optional<String> byPostgresName(String name) {
        return tables.values()
                .stream()
                .filter(table -> table.mapping().from().equals(name))
                .findFirst()
                .map(table -> "; did you mean `" + table.name() + "`, which comes from " + name + "?");
    }
}
