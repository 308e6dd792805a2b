package dev.pg2convex.init;

import dev.pg2convex.core.source.Hierarchy;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceIdentity;
import dev.pg2convex.core.source.SourceTable;
import java.util.List;
import java.util.Optional;

/** A catalog that says nothing of what is below a table: each is looked at for itself. */
record AloneCatalog(SourceCatalog catalog) implements SourceCatalog {
    @Override
    public SourceIdentity identity() {
        return catalog.identity();
    }

    @Override
    public Optional<SourceTable> table(String name) {
        return catalog.table(name)
                .map(table -> new SourceTable(table.schema(), table.name(), table.columns(), table.primaryKey(), table.uniqueKeys(),
                        table.foreignKeys(), new Hierarchy(table.hierarchy().whole(), List.of()), table.access()));
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
