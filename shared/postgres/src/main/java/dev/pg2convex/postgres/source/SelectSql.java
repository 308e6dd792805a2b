package dev.pg2convex.postgres.source;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.RefPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceColumn;
import dev.pg2convex.core.source.SourceTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The SQL text of everything that is read for a table's plan. Values come as text, keys in key order.
 *
 * <p>A row's own columns and expressions stand in a subquery where its table is alone, so that an expression means what it meant to its author;
 * parents are looked up around it.
 */
final class SelectSql {
    private static final String ROW = "\"pg2convex row\"";

    private final TablePlan plan;
    private final SourceTable table;

    SelectSql(TablePlan plan) {
        this.plan = requireNonNull(plan);
        this.table = plan.source();
    }

    /**
     * Rows of a range: the key's texts, then per field its text, or for a reference whether the child has none and the texts of the parent's key.
     *
     * @param blank positions of fields that are not computed
     */
    SqlQuery rows(KeyRange range, int limit, Set<Integer> blank) {
        var parameters = new ArrayList<String>();
        var conditions = conditions(range, parameters);
        return new SqlQuery(rows(conditions, "\nLIMIT " + limit, blank), parameters);
    }

    /** Rows with these keys, as {@link #rows}. */
    SqlQuery rowsByKeys(Collection<String> keys, Set<Integer> blank) {
        var parameters = new ArrayList<String>();
        return new SqlQuery(rows(List.of(hasKey(keys, parameters)), "", blank), parameters);
    }

    /** Those of the keys that exist. */
    SqlQuery existing(Collection<String> keys) {
        var parameters = new ArrayList<String>();
        String condition = hasKey(keys, parameters);
        return new SqlQuery("SELECT " + String.join(", ", keyTexts()) + "\n" + from(List.of(condition)), parameters);
    }

    /** Every {@code pageRows}-th key. */
    SqlQuery borders(Optional<String> after, int pageRows, int pages) {
        var parameters = new ArrayList<String>();
        var conditions = conditions(new KeyRange(after, Optional.empty()), parameters);
        String columns = named(keyTexts(), "k") + ", row_number() OVER (ORDER BY " + keyList() + ") AS n";
        String inner = "SELECT " + columns + "\n" + from(conditions) + "\nORDER BY " + keyList() + "\nLIMIT " + (long) pageRows * pages;
        return new SqlQuery("SELECT " + names("k", plan.key().size()) + " FROM (" + inner + ") AS " + ROW + " WHERE n % " + pageRows
                + " = 0 ORDER BY n", parameters);
    }

    /** Keys of the rows that share their value of a field, and whether each is the first of its kind. */
    SqlQuery collisions(int field) {
        FieldPlan unique = plan.fields().get(field);
        // As text, since a composite value is neither NULL nor NOT NULL while a part of it is null.
        return sharing(List.of(comparable(unique, value(unique))), List.of(value(unique) + "::text IS NOT NULL"));
    }

    /** The same of several fields together, nulls being equal. */
    SqlQuery duplicates(List<Integer> fields) {
        var values = fields.stream()
                .map(plan.fields()::get)
                .flatMap(field -> values(field).stream().map(value -> comparable(field, value)))
                .toList();
        return sharing(values, List.of());
    }

    private SqlQuery sharing(List<String> values, List<String> conditions) {
        String window = "(PARTITION BY " + String.join(", ", values);
        String inner = "SELECT " + orderColumns() + ", " + named(keyTexts(), "k") + ", count(*) OVER " + window
                + ") AS n, row_number() OVER " + window + " ORDER BY " + keyList() + ") = 1 AS first\n" + from(conditions);
        int keys = plan.key().size();
        return SqlQuery
                .of("SELECT " + names("k", keys) + ", first FROM (" + inner + ") AS " + ROW + " WHERE n > 1 ORDER BY " + names("o", keys));
    }

    /** As numbers 1.0 and 1.00 are the same; as text, which has no collation's notion of equality here, they are not. */
    private static String comparable(FieldPlan field, String value) {
        boolean number = field.as() == Conversion.NUMBER && field.type().name().equals("numeric");
        return value + (number ? "::float8" : "::text COLLATE \"C\"");
    }

    SqlQuery count() {
        return SqlQuery.of("SELECT count(*) " + from(List.of()));
    }

    private String rows(List<String> conditions, String limit, Set<Integer> blank) {
        var inner = new ArrayList<>(List.of(orderColumns(), named(keyTexts(), "k")));
        var outer = new ArrayList<>(List.of(names(ROW + ".k", plan.key().size())));
        var parents = new StringBuilder();
        for (int i = 0; i < plan.fields().size(); i++) {
            FieldPlan field = plan.fields().get(i);
            if (field.ref().isEmpty() || blank.contains(i)) {
                inner.add((blank.contains(i) ? "NULL" : text(field)) + " AS f" + i);
                outer.add(ROW + ".f" + i);
            } else {
                RefPlan ref = field.ref().get();
                inner.add(named(values(field), "r" + i + "_"));
                outer.add(hasNoValue(i, ref.parentColumns().size()));
                outer.add(names(parent(i) + ".k", ref.parentKey().size()));
                parents.append("\nLEFT JOIN LATERAL (").append(parent(ref, i)).append(") AS ").append(parent(i)).append(" ON true");
            }
        }
        return "SELECT " + String.join(", ", outer) + " FROM (SELECT " + String.join(", ", inner) + "\n" + from(conditions) + "\nORDER BY "
                + keyList() + limit + ") AS " + ROW + parents + "\nORDER BY " + names(ROW + ".o", plan.key().size());
    }

    /** Where money has other decimals than in the C locale, its text would depend on that locale, and the number does not; see {@link Snapshots}. */
    private String text(FieldPlan field) {
        String value = value(field);
        return switch (field.type().name()) {
            case "money" -> number(value, "numeric");
            case "money[]" -> number(value, "numeric[]");
            default -> value + "::text";
        };
    }

    private static String number(String money, String type) {
        return "CASE current_setting('lc_monetary') WHEN 'C' THEN " + money + "::text ELSE " + money + "::" + type + "::text END";
    }

    private static String hasNoValue(int field, int parts) {
        return IntStream.range(0, parts).mapToObj(part -> child(field, part) + " IS NULL").collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String parent(RefPlan ref, int field) {
        var keys = ref.parentKey().stream().map(key -> KeyText.sql(Identifiers.column(ref.parent(), key.name()), key)).toList();
        var conditions = new ArrayList<String>();
        for (int part = 0; part < ref.parentColumns().size(); part++) {
            conditions.add(Identifiers.column(ref.parent(), ref.parentColumns().get(part).name()) + " = " + child(field, part));
        }
        ref.parentWhere().map(Expression::parenthesized).ifPresent(conditions::add);
        return "SELECT " + named(keys, "k") + " FROM " + Identifiers.rows(ref.parent()) + " WHERE " + String.join(" AND ", conditions)
                + " LIMIT 1";
    }

    private static String parent(int field) {
        return "\"pg2convex parent " + field + '"';
    }

    private static String child(int field, int part) {
        return ROW + ".r" + field + "_" + part;
    }

    private String from(List<String> conditions) {
        var all = new ArrayList<>(conditions);
        plan.where().map(Expression::parenthesized).ifPresent(all::add);
        return "FROM " + Identifiers.rows(table) + (all.isEmpty() ? "" : "\nWHERE " + String.join(" AND ", all));
    }

    private List<String> conditions(KeyRange range, List<String> parameters) {
        var conditions = new ArrayList<String>();
        range.after().ifPresent(key -> conditions.add("(" + keyList() + ") > (" + border(key, parameters) + ")"));
        range.through().ifPresent(key -> conditions.add("(" + keyList() + ") <= (" + border(key, parameters) + ")"));
        return conditions;
    }

    /** The casts are those of the key's columns, so that its index serves the comparison. */
    private String border(String key, List<String> parameters) {
        parameters.addAll(KeyText.parts(plan.key(), key));
        return plan.key().stream().map(column -> "?::" + column.sqlType()).collect(Collectors.joining(", "));
    }

    private String hasKey(Collection<String> keys, List<String> parameters) {
        List<List<String>> parts = keys.stream().map(key -> KeyText.parts(plan.key(), key)).toList();
        for (int i = 0; i < plan.key().size(); i++) {
            int column = i;
            parameters.add(ArrayLiteral.of(parts.stream().map(part -> part.get(column)).toList()));
        }
        String arrays = plan.key().stream().map(column -> "?::" + column.sqlType() + "[]").collect(Collectors.joining(", "));
        return plan.key().size() == 1 ? keyList() + " = ANY (" + arrays + ")"
                : "(" + keyList() + ") IN (SELECT * FROM unnest(" + arrays + "))";
    }

    private List<String> values(FieldPlan field) {
        return switch (field.source()) {
            case FieldSource.Columns columns -> columns.names().stream().map(name -> Identifiers.column(table, name)).toList();
            case FieldSource.Sql sql -> List.of(Expression.parenthesized(sql.expression()));
        };
    }

    private String value(FieldPlan field) {
        return values(field).getFirst();
    }

    private String keyList() {
        return plan.key().stream().map(this::column).collect(Collectors.joining(", "));
    }

    private List<String> keyTexts() {
        return plan.key().stream().map(key -> KeyText.sql(column(key), key)).toList();
    }

    /** The key with its own types, to order by. */
    private String orderColumns() {
        return named(plan.key().stream().map(this::column).toList(), "o");
    }

    private String column(SourceColumn column) {
        return Identifiers.column(table, column.name());
    }

    private static String named(List<String> expressions, String prefix) {
        return IntStream.range(0, expressions.size())
                .mapToObj(i -> expressions.get(i) + " AS " + prefix + i)
                .collect(Collectors.joining(", "));
    }

    private static String names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(", "));
    }
}
