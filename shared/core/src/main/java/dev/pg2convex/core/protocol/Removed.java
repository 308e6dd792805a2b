package dev.pg2convex.core.protocol;

import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.store.Written;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was written once and that the mapping no longer has.
 *
 * @param tables whole tables
 * @param fields by table that the mapping has
 */
public record Removed(List<String> tables, Map<String, List<String>> fields) {
    public static final Removed NOTHING = new Removed(List.of(), Map.of());

    public Removed {
        tables = List.copyOf(tables);
        fields = Map.copyOf(fields);
    }

    public static Removed of(MigrationPlan plan, Collection<Written.Field> written) {
        var mapped = mapped(plan);
        var tables = written.stream().map(Written.Field::table).filter(table -> !mapped.containsKey(table)).distinct().sorted().toList();
        var fields = written.stream()
                .filter(field -> mapped.containsKey(field.table()) && !mapped.get(field.table()).contains(field.name()))
                .collect(Collectors.groupingBy(Written.Field::table, Collectors.mapping(Written.Field::name, Collectors.toList())));
        return new Removed(tables, fields);
    }

    /** What nobody has decided about yet. */
    public static Removed undecided(MigrationPlan plan, Collection<Written.Field> written) {
        return of(plan, written.stream().filter(field -> !field.removed()).toList());
    }

    /** The fields of each table. */
    public static Map<String, List<String>> mapped(MigrationPlan plan) {
        var mapped = new LinkedHashMap<String, List<String>>();
        for (TablePlan table : plan.tables()) {
            mapped.put(table.table(), table.fieldNames());
        }
        return mapped;
    }

    public boolean isEmpty() {
        return tables.isEmpty() && fields.isEmpty();
    }

    public List<String> fieldsOf(String table) {
        return fields.getOrDefault(table, List.of());
    }

    /** For the operator: {@code table tags, field people.credits}. */
    public String listed() {
        var listed = new TreeMap<>(fields).entrySet()
                .stream()
                .flatMap(entry -> entry.getValue().stream().sorted().map(field -> "field " + entry.getKey() + "." + field));
        return Stream.concat(tables.stream().map(table -> "table " + table), listed).collect(Collectors.joining(", "));
    }
}
