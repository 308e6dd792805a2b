package dev.pg2convex.init;

import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.source.SourceInventory.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A table of the mapping that is being written.
 *
 * @param fieldOf the fields of columns that have one
 * @param leftOutKey the column of a key that the document does not keep
 * @param notes on fields, by name
 * @param unmappedKeys the columns of foreign keys that are no references
 */
record DraftTable(Candidate candidate, TableMapping mapping, Map<String, String> fieldOf, Optional<String> leftOutKey,
        Map<String, List<String>> notes, List<List<String>> unmappedKeys) {

    /** @param tableNames and {@code mapped} by {@link Candidate#id} */
    static DraftTable of(Candidate table, Map<String, Candidate> mapped, Map<String, String> tableNames) {
        References references = new References(table, mapped, tableNames);
        List<String> columns = table.source().columns().stream().map(column -> column.name()).filter(name -> !name.isBlank()).toList();
        Optional<String> leftOut = table.madeKey().filter(key -> references.of(key).isEmpty() && (columns.size() > 1));
        List<String> kept = columns.stream().filter(column -> leftOut.filter(column::equals).isEmpty()).toList();
        UniqueNames names = new UniqueNames(UnaryOperator.identity(), Set.of());
        Map<String, String> fieldOf = names.allot(kept.stream().map(each -> wanted(each, each)).toList());
        Map<String, String> besideOf = names.allot(references.beside()
                .stream()
                .map(each -> wanted(each.constraint().name(), String.join("_", each.columns()) + "_ref"))
                .toList());

        List<FieldMapping> fields = new ArrayList<>();
        Map<String, List<String>> notes = new HashMap<>();
        for (String column : kept) {
            String field = fieldOf.get(column);
            var reference = references.of(column);
            fields.add(Candidates.field(field, reference.map(each -> each.columns()).orElse(List.of(column)),
                    reference.map(each -> each.ref())));
            List<String> own = new ArrayList<>(renamed(column, field, fieldOf.values()));
            own.addAll(references.notes(column));
            notes.put(field, own);
        }
        for (var reference : references.beside()) {
            String field = besideOf.get(reference.constraint().name());
            Optional<Ref> ref = Optional.of(reference.ref());
            fields.add(Candidates.field(field, reference.columns(), ref));
            List<String> own = new ArrayList<>(List.of("The foreign key " + reference.constraint().name()
                    + ", beside the fields of its columns, so that no value is lost where one of them is null or used twice."));
            if (!reference.constraint().validated()) {
                own.add(References.notValidated(reference));
            }
            notes.put(field, own);
        }
        return new DraftTable(table, Candidates.table(tableNames.get(table.id()), table, fields), Map.copyOf(fieldOf), leftOut, notes,
                references.unmapped());
    }

    /** Of an array, as its column declares it. */
    int dimensions(FieldPlan field) {
        return column(field).map(Column::dimensions).orElse(0);
    }

    /** The column that a field's value comes from; a reference of several has none. */
    Optional<Column> column(FieldPlan field) {
        return field.source() instanceof FieldSource.Columns(List<String> names) && names.size() == 1
                ? candidate.relation().column(names.getFirst()) : Optional.empty();
    }

    private static UniqueNames.Wanted wanted(String id, String column) {
        return new UniqueNames.Wanted(id, column, Identifier.of(column, "field"));
    }

    private static List<String> renamed(String column, String field, Collection<String> all) {
        String plain = Identifier.of(column, "field");
        return plain.equals(field) || !all.contains(plain) ? List.of()
                : List.of("Column \"" + column + "\"; `" + plain + "` is another column's field.");
    }
}
