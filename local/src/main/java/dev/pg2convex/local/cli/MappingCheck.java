package dev.pg2convex.local.cli;

import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.mapping.MappingException.Problem;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.plan.TargetCheck;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.target.TargetSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A mapping against both sides at once. What does not suit the source cannot be held against the target: it is left out, and the rest is checked, so
 * that the operator sees what is wrong on either side.
 */
final class MappingCheck {
    private final SourceCatalog catalog;
    private final Optional<TargetSchema> schema;
    private final Consumer<String> problem;

    /** @param schema the target's; empty when it cannot be had */
    MappingCheck(SourceCatalog catalog, Optional<TargetSchema> schema, Consumer<String> problem) {
        this.catalog = catalog;
        this.schema = schema;
        this.problem = problem;
    }

    /** The plan; empty when anything is wrong, which has been said. */
    Optional<MigrationPlan> plan(Mapping mapping) {
        var problems = new ArrayList<Problem>();
        var plan = resolve(mapping, problems);
        schema.ifPresent(known -> problems.addAll(targetProblems(mapping, plan, known)));
        if (!problems.isEmpty()) {
            problem.accept(new MappingException(problems).getMessage());
            return Optional.empty();
        }
        return Optional.of(plan);
    }

    /** @return the plan of what is left when everything that does not suit the source is taken out */
    private MigrationPlan resolve(Mapping mapping, List<Problem> problems) {
        var left = mapping;
        while (true) {
            try {
                return PlanResolver.resolve(left, catalog);
            } catch (MappingException e) {
                if (problems.isEmpty()) {
                    problems.addAll(e.problems());
                }
                var smaller = without(left, e.problems().stream().map(Problem::at).collect(Collectors.toSet()));
                if (smaller.equals(left) || smaller.tables().isEmpty()) {
                    return new MigrationPlan(mapping.name(), List.of(), List.of());
                }
                left = smaller;
            }
        }
    }

    private static Mapping without(Mapping mapping, Set<Location> wrong) {
        var tables = new ArrayList<TableMapping>();
        for (var table : mapping.tables()) {
            var fields = table.fields().stream().filter(field -> !wrong.contains(field.at())).toList();
            boolean nothingLeft = fields.isEmpty() && !table.fields().isEmpty();
            if (!wrong.contains(table.at()) && !nothingLeft) {
                tables.add(new TableMapping(table.table(), table.from(), table.key(), fields, table.omit(), table.match(), table.onDelete(),
                        table.where(), table.keepKey(), table.shared(), table.at()));
            }
        }
        return new Mapping(mapping.name(), tables, mapping.at());
    }

    /** What is said of a table as a whole means all of its fields: for one that lost some it would be wrong. */
    private static List<Problem> targetProblems(Mapping mapping, MigrationPlan plan, TargetSchema schema) {
        var incomplete = new HashSet<Location>();
        var problems = new ArrayList<Problem>();
        for (var table : mapping.tables()) {
            var resolved = plan.tables().stream().filter(each -> each.table().equals(table.table())).findFirst();
            var names = table.fields().stream().map(FieldMapping::name).toList();
            if (resolved.isEmpty() || !resolved.get().fieldNames().containsAll(names)) {
                incomplete.add(table.at());
                if (!schema.tables().containsKey(table.table())) {
                    problems.add(
                            new Problem(table.at(), table.table() + ": the Convex schema has no table `" + table.table() + "` either"));
                }
            }
        }
        TargetCheck.problems(plan, schema).stream().filter(found -> !incomplete.contains(found.at())).forEach(problems::add);
        return problems;
    }
}
