package dev.pg2convex.init;

import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceIdentity;
import dev.pg2convex.core.source.SourceTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for each table once: a draft looks at it several times. */
final class CachedCatalog implements SourceCatalog {
    private final SourceCatalog catalog;
    private final Map<String, Optional<SourceTable>> tables = new HashMap<>();

    CachedCatalog(SourceCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public SourceIdentity identity() {
        return catalog.identity();
    }

    @Override
    public Optional<SourceTable> table(String name) {
        return tables.computeIfAbsent(name, catalog::table);
    }

    @Override
    public List<String> tableNames() {
        return catalog.tableNames();
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
