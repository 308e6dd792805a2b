package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.Suggestion;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks a mapping against the source and makes it complete. */
public final class PlanResolver {
    /** Convex's limit (convex-contract §3), less `_id` and `_creationTime`. */
    private static final int MOST_FIELDS = 1_022;

    private final SourceCatalog catalog;
    private final Problems problems = new Problems();
    private final List<String> warnings = new ArrayList<>();

    private PlanResolver(SourceCatalog catalog) {
        this.catalog = catalog;
    }

    /** @throws dev.pg2convex.core.mapping.MappingException with everything that does not suit the source */
    public static MigrationPlan resolve(Mapping mapping, SourceCatalog catalog) {
        return new PlanResolver(catalog).plan(mapping);
    }

    private MigrationPlan plan(Mapping mapping) {
        Map<String, ResolvedTable> tables = new LinkedHashMap<>();
        var sources = catalog.tables(mapping.tables().stream().map(TableMapping::from).toList());
        mapping.tables()
                .forEach(table -> find(table, Optional.ofNullable(sources.get(table.from())))
                        .ifPresent(found -> tables.put(found.name(), found)));
        TableRules.once(tables.values(), problems);
        EveryColumn everyColumn = new EveryColumn(tables.values(), problems, warnings);
        Map<String, List<FieldMapping>> fields = new LinkedHashMap<>();
        tables.values()
                .forEach(table -> fields.put(table.name(), KeptKey.with(table,
                        table.mapping().fields().isEmpty() ? everyColumn.fields(table) : table.mapping().fields(), problems)));
        LoadOrder order = order(tables, fields);
        Set<String> mapped = mapping.tables().stream().map(TableMapping::table).collect(Collectors.toSet());
        FieldResolver resolver = new FieldResolver(catalog, new RefResolver(tables, mapped, order, problems), problems, warnings);
        Map<String, List<FieldPlan>> plans = new LinkedHashMap<>();
        for (ResolvedTable table : tables.values()) {
            plans.put(table.name(),
                    fields.get(table.name()).stream().map(field -> resolver.resolve(table, field)).flatMap(Optional::stream).toList());
            checkTable(table, fields.get(table.name()), order);
            new MoneyCheck(catalog, problems).key(table);
        }
        problems.throwIfAny();
        List<TablePlan> ordered = tables.values()
                .stream()
                .map(table -> tablePlan(table, plans.get(table.name()), order.level(table.name())))
                .sorted(Comparator.comparingInt(TablePlan::level))
                .toList();
        return new MigrationPlan(mapping.name(), ordered, warnings);
    }

    private Optional<ResolvedTable> find(TableMapping mapping, Optional<SourceTable> source) {
        if (source.isEmpty()) {
            problems.add(mapping.at(), mapping.table() + ": " + missing(mapping));
        }
        return source.filter(table -> TableRules.readable(mapping, table, problems))
                .map(table -> new ResolvedTable(mapping, table, KeyResolver.resolve(mapping, table, problems)));
    }

    private String missing(TableMapping mapping) {
        String name = mapping.from();
        Stream<String> known = catalog.tableNames()
                .stream()
                .map(table -> name.contains(".") && !table.contains(".") ? "public." + table : table);
        return catalog.otherThanTable(name)
                .map(kind -> "`" + name + "` is " + kind + " in the source, and only tables are moved; map the tables that have the rows")
                .orElseGet(
                        () -> "the source has no table `" + name + "`" + Suggestion.of(name, known.toList()) + (name.equals(mapping.table())
                                ? "; name the Postgres table with `from:` where it differs from the Convex table" : ""));
    }

    private static LoadOrder order(Map<String, ResolvedTable> tables, Map<String, List<FieldMapping>> fields) {
        Map<String, Set<String>> parents = new LinkedHashMap<>();
        Map<String, Set<String>> required = new LinkedHashMap<>();
        fields.forEach((table, own) -> {
            parents.put(table, new TreeSet<>());
            required.put(table, new TreeSet<>());
            for (FieldMapping field : own) {
                field.ref().filter(ref -> fields.containsKey(ref.table())).ifPresent(ref -> {
                    parents.get(table).add(ref.table());
                    if (ref.orphan() != Ref.Orphan.OMIT && !mayMissIn(tables.get(table), field)) {
                        required.get(table).add(ref.table());
                    }
                });
            }
        });
        return new LoadOrder(parents, required);
    }

    private void checkTable(ResolvedTable table, List<FieldMapping> fields, LoadOrder order) {
        TableMapping mapping = table.mapping();
        mapping.where()
                .flatMap(where -> catalog.conditionProblem(table.source(), where))
                .ifPresent(problem -> problems.add(mapping.at(), table.name() + ": the `where` condition is refused: " + problem));
        mapping.match().ifPresent(match -> checkMatch(table, match, fields, order));
        if (fields.size() > MOST_FIELDS) {
            problems.add(mapping.at(), table.name() + ": " + fields.size() + " fields are mapped, and a Convex document has room for "
                    + MOST_FIELDS + "; leave some out with `omit:` or by listing the table's `fields:`");
        }
    }

    private void checkMatch(ResolvedTable table, Match match, List<FieldMapping> fields, LoadOrder order) {
        for (String name : match.fields()) {
            var field = fields.stream().filter(candidate -> candidate.name().equals(name)).findFirst();
            if (field.isEmpty()) {
                problems.add(table.mapping().at(), table.name() + ": `match` uses the field `" + name + "`, which the mapping does not fill"
                        + Suggestion.of(name, fields.stream().map(FieldMapping::name).toList()));
            }
            field.filter(found -> mayMissIn(table, found))
                    .ifPresent(_ -> warnings.add(table.mapping().at() + ": " + table.name() + ": `match` uses `" + name
                            + "`, which may be null: a row without it is matched with documents that lack it too"));
            field.flatMap(FieldMapping::ref)
                    .map(Ref::table)
                    .filter(parent -> order.deferred(table.name(), parent))
                    .ifPresent(parent -> problems.add(table.mapping().at(), table.name() + ": `match` uses `" + name
                            + "`, a reference in a cycle, which is still empty when the row is matched; match on other fields"));
        }
    }

    private static boolean mayMissIn(ResolvedTable table, FieldMapping field) {
        return field.onNull() instanceof NullPolicy.Omit && field.source() instanceof FieldSource.Columns columns
                && columns.names().stream().anyMatch(name -> table.source().column(name).map(column -> !column.notNull()).orElse(false));
    }

    private static TablePlan tablePlan(ResolvedTable table, List<FieldPlan> fields, int level) {
        TableMapping mapping = table.mapping();
        return new TablePlan(table.name(), table.source(), table.key(), fields, mapping.match(), mapping.onDelete(), mapping.where(),
                mapping.keepKey().map(TableMapping.KeptKey::field), mapping.shared(), level, mapping.at());
    }
}
