package dev.pg2convex.init;

import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceInventory.Relation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A mapping made from the catalog, and its plan.
 *
 * @param tables by dependency level, then by name
 * @param plans of the tables, by Convex name
 * @param leftOut what is not moved, and why
 */
record Draft(Selection selection, Mapping mapping, List<DraftTable> tables, Map<String, TablePlan> plans, List<String> leftOut) {
    static Draft of(List<Relation> relations, SourceCatalog source, Selection selection, String name) {
        CachedCatalog catalog = new CachedCatalog(source);
        Candidates candidates = Candidates.among(selection.of(relations), catalog);
        Map<String, Candidate> mapped = candidates.found().stream().collect(Collectors.toMap(Candidate::id, Function.identity()));
        Map<String, String> names = TableNames.of(candidates.found());
        List<DraftTable> byName = candidates.found()
                .stream()
                .map(candidate -> DraftTable.of(candidate, mapped, names))
                .sorted(Comparator.comparing(table -> table.mapping().table()))
                .toList();
        if (byName.isEmpty()) {
            return new Draft(selection, mapping(name, byName), byName, Map.of(), candidates.leftOut());
        }
        MigrationPlan plan = PlanResolver.resolve(mapping(name, byName), catalog);
        Map<String, TablePlan> plans = new HashMap<>();
        plan.tables().forEach(table -> plans.put(table.table(), table));
        List<DraftTable> ordered = byName.stream()
                .sorted(Comparator.comparingInt(table -> plans.get(table.mapping().table()).level()))
                .toList();
        return new Draft(selection, mapping(name, ordered), ordered, plans, candidates.leftOut());
    }

    TablePlan plan(DraftTable table) {
        return plans.get(table.mapping().table());
    }

    private static Mapping mapping(String name, List<DraftTable> tables) {
        return new Mapping(name, tables.stream().map(DraftTable::mapping).toList(), Candidates.NOWHERE);
    }
}
