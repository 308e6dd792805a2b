package dev.pg2convex.init;

import dev.pg2convex.core.source.Hierarchy;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceIdentity;
import dev.pg2convex.core.source.SourceTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Asks for each table once: a draft looks at it several times, as a whole or each table for itself. */
final class CachedCatalog implements SourceCatalog {
    private final SourceCatalog catalog;
    private final UnaryOperator<SourceTable> seen;
    private final Map<String, Optional<SourceTable>> tables = new HashMap<>();

    private CachedCatalog(SourceCatalog catalog, UnaryOperator<SourceTable> seen) {
        this.catalog = catalog;
        this.seen = seen;
    }

    CachedCatalog(SourceCatalog catalog) {
        this(catalog, UnaryOperator.identity());
    }

    /** The same, saying nothing of what is below a table. */
    CachedCatalog ofTablesAlone() {
        return new CachedCatalog(this, table -> new SourceTable(table.schema(), table.name(), table.columns(), table.primaryKey(),
                table.uniqueKeys(), table.foreignKeys(), new Hierarchy(table.hierarchy().whole(), List.of()), table.access()));
    }

    @Override
    public SourceIdentity identity() {
        return catalog.identity();
    }

    @Override
    public Map<String, SourceTable> tables(Collection<String> names) {
        var unknown = names.stream().filter(name -> !tables.containsKey(name)).distinct().toList();
        if (!unknown.isEmpty()) {
            var found = catalog.tables(unknown);
            unknown.forEach(name -> tables.put(name, Optional.ofNullable(found.get(name)).map(seen)));
        }
        return names.stream()
                .distinct()
                .filter(name -> tables.get(name).isPresent())
                .collect(Collectors.toMap(name -> name, name -> tables.get(name).orElseThrow()));
    }

    @Override
    public List<String> tableNames() {
        return catalog.tableNames();
    }

    @Override
    public Optional<String> otherThanTable(String name) {
        return catalog.otherThanTable(name);
    }

    @Override
    public int moneyDecimals() {
        return catalog.moneyDecimals();
    }

    @Override
    public ExpressionType typeOf(SourceTable table, String expression) {
        return catalog.typeOf(table, expression);
    }

    @Override
    public Optional<String> conditionProblem(SourceTable table, String condition) {
        return catalog.conditionProblem(table, condition);
    }
}
