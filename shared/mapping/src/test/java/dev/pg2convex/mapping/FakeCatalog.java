package dev.pg2convex.mapping;

import dev.pg2convex.core.source.PgType;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceIdentity;
import dev.pg2convex.core.source.SourceTable;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A catalog that is written as text. A table is a line with its name (and schema) and indented lines: {@code column type [not null]},
 * {@code primary key a b}, {@code unique a b}, {@code foreign key a b -> table a b}. An expression {@code x::type} has that type; one with
 * {@code nope} in it is refused.
 */
final class FakeCatalog implements SourceCatalog {
    private final List<SourceTable> tables = new ArrayList<>();

    static FakeCatalog of(String text) {
        FakeCatalog catalog = new FakeCatalog();
        List<String> table = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            if (!line.startsWith(" ") && !table.isEmpty()) {
                catalog.tables.add(parse(table));
                table.clear();
            }
            table.add(line);
        }
        catalog.tables.add(parse(table));
        return catalog;
    }

    private static SourceTable parse(List<String> lines) {
        List<SourceColumn> columns = new ArrayList<>();
        List<String> primaryKey = new ArrayList<>();
        List<List<String>> uniqueKeys = new ArrayList<>();
        List<ForeignKey> foreignKeys = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> words = List.of(line.strip().split(" +"));
            switch (words.getFirst()) {
                case "primary" -> primaryKey.addAll(words.subList(2, words.size()));
                case "unique" -> uniqueKeys.add(words.subList(1, words.size()));
                case "foreign" -> {
                    int arrow = words.indexOf("->");
                    foreignKeys.add(new ForeignKey(words.subList(2, arrow), "public", words.get(arrow + 1),
                            words.subList(arrow + 2, words.size())));
                }
                default ->
                    columns.add(new SourceColumn(words.getFirst().replace('~', ' '), type(words.get(1)), words.get(1), words.size() > 2));
            }
        }
        String name = lines.getFirst();
        int dot = name.indexOf('.');
        return new SourceTable(dot < 0 ? "public" : name.substring(0, dot), name.substring(dot + 1), columns, primaryKey, uniqueKeys,
                foreignKeys);
    }

    static PgType type(String name) {
        if (name.endsWith("[]")) {
            return PgType.array(type(name.substring(0, name.length() - 2)));
        }
        return switch (name) {
            case "mood" -> PgType.enumeration("mood");
            case "int4range" -> new PgType(name, PgType.Kind.RANGE, Optional.empty(), List.of());
            case "price" -> new PgType(name, PgType.Kind.COMPOSITE, Optional.empty(),
                    List.of(new PgType.Attribute("net", type("money")), new PgType.Attribute("tax", type("money"))));
            case "address" -> new PgType(name, PgType.Kind.COMPOSITE, Optional.empty(),
                    List.of(new PgType.Attribute("street", type("text")), new PgType.Attribute("zip", type("int4"))));
            default -> PgType.base(name);
        };
    }

    @Override
    public SourceIdentity identity() {
        return new SourceIdentity("tester@localhost:5432/chat", "fake");
    }

    @Override
    public Map<String, SourceTable> tables(Collection<String> names) {
        var found = new HashMap<String, SourceTable>();
        tables.forEach(table -> Stream.of(table.name(), table.schema() + "." + table.name())
                .filter(names::contains)
                .forEach(name -> found.putIfAbsent(name, table)));
        return found;
    }

    @Override
    public List<String> tableNames() {
        return tables.stream().map(table -> table.schema().equals("public") ? table.name() : table.schema() + "." + table.name()).toList();
    }

    @Override
    public Optional<String> otherThanTable(String name) {
        return Optional.empty();
    }

    /** As of yen. */
    @Override
    public int moneyDecimals() {
        return 0;
    }

    @Override
    public ExpressionType typeOf(SourceTable table, String expression) {
        if (expression.contains("nope")) {
            return new ExpressionType.Invalid("column \"nope\" does not exist");
        }
        int cast = expression.lastIndexOf("::");
        return new ExpressionType.Known(type(cast < 0 ? "text" : expression.substring(cast + 2)));
    }

    @Override
    public Optional<String> conditionProblem(SourceTable table, String condition) {
        return condition.contains("nope") ? Optional.of("column \"nope\" does not exist") : Optional.empty();
    }
}
