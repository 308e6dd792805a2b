package dev.pg2convex.init;

import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceIdentity;
import dev.pg2convex.core.source.SourceInventory;
import dev.pg2convex.core.source.SourceTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Tables as records, for what no database of the tests has. */
final class FakeSource implements SourceInventory, SourceCatalog {
    private final List<Relation> relations = new ArrayList<>();
    private final List<SourceTable> tables = new ArrayList<>();

    /** A table with the key {@code id}, an int4. */
    FakeSource table(String name, List<SourceColumn> more, List<Column> details, List<Index> indexes) {
        List<SourceColumn> columns = new ArrayList<>(List.of(new SourceColumn("id", PgType.base("int4"), "integer", true)));
        columns.addAll(more);
        tables.add(new SourceTable("public", name, columns, List.of("id"), List.of(), List.of()));
        List<Column> all = new ArrayList<>(List.of(new Column("id", true, 0, OptionalInt.empty())));
        all.addAll(details);
        relations.add(new Relation("public", name, Kind.TABLE, false, false, all, List.of(), indexes));
        return this;
    }

    @Override
    public List<Relation> relations() {
        return relations;
    }

    @Override
    public SourceIdentity identity() {
        return new SourceIdentity("tester@localhost:5432/fake", "fake");
    }

    @Override
    public Map<String, SourceTable> tables(Collection<String> names) {
        return tables.stream().filter(table -> names.contains(table.name())).collect(Collectors.toMap(SourceTable::name, table -> table));
    }

    @Override
    public List<String> tableNames() {
        return tables.stream().map(SourceTable::name).toList();
    }

    @Override
    public Optional<String> otherThanTable(String name) {
        return Optional.empty();
    }

    @Override
    public int moneyDecimals() {
        return 2;
    }

    @Override
    public ExpressionType typeOf(SourceTable table, String expression) {
        throw new UnsupportedOperationException("no expression is expected");
    }

    @Override
    public Optional<String> conditionProblem(SourceTable table, String condition) {
        throw new UnsupportedOperationException("no condition is expected");
    }
}
