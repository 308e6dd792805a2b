package dev.pg2convex.init;

import dev.pg2convex.core.mapping.Ref;
import dev.pg2convex.core.plan.Comparison;
import dev.pg2convex.core.source.SourceInventory.Constraint;
import dev.pg2convex.core.source.SourceTable.ForeignKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a table's foreign keys. One of a single column takes that column's field. One of several columns takes the field of the column
 * that is its alone, if the others cannot be null without it; otherwise it gets a field of its own, beside those of its columns.
 */
final class References {
    private static final Comparator<Constraint> ORDER = Comparator.comparing((Constraint each) -> !each.validated())
            .thenComparing(Constraint::name);

    private final Candidate table;
    private final Map<String, Candidate> mapped;
    private final Map<String, String> tableNames;
    private final Map<String, Reference> byColumn = new HashMap<>();
    private final List<Reference> beside = new ArrayList<>();
    private final Map<String, List<String>> notes = new HashMap<>();
    private final List<List<String>> unmapped = new ArrayList<>();

    /**
     * A foreign key that becomes a reference.
     *
     * @param columns of the child, in the order of those of the parent
     */
    record Reference(Constraint constraint, List<String> columns, Ref ref, String parent) {}

    /**
     * @param mapped by {@link Candidate#id}
     * @param tableNames by the same
     */
    References(Candidate table, Map<String, Candidate> mapped, Map<String, String> tableNames) {
        this.table = table;
        this.mapped = mapped;
        this.tableNames = tableNames;
        List<Constraint> usable = table.relation().foreignKeys().stream().sorted(ORDER).filter(this::isUsable).toList();
        usable.stream().filter(each -> each.key().columns().size() == 1).forEach(this::single);
        List<Constraint> composite = usable.stream().filter(each -> each.key().columns().size() > 1).toList();
        Set<Set<String>> seen = new HashSet<>();
        composite.stream().filter(each -> seen.add(Set.copyOf(each.key().columns()))).forEach(each -> composite(each, composite));
    }

    /** The reference that takes this column's field. */
    Optional<Reference> of(String column) {
        return Optional.ofNullable(byColumn.get(column));
    }

    /** Those that get a field of their own. */
    List<Reference> beside() {
        return beside;
    }

    /** What there is to say of a column's foreign keys. */
    List<String> notes(String column) {
        return notes.getOrDefault(column, List.of());
    }

    /** The columns of foreign keys that become no references. */
    List<List<String>> unmapped() {
        return unmapped;
    }

    private boolean isUsable(Constraint constraint) {
        ForeignKey key = constraint.key();
        Candidate parent = mapped.get(Candidate.id(key.parentSchema(), key.parentTable()));
        if (parent != null && comparable(key, parent)) {
            return true;
        }
        unmapped.add(key.columns());
        String to = key.parentSchema() + "." + key.parentTable();
        note(key.columns().getLast(), parent == null ? "Refers to " + to + ", which is not in this mapping: its value is kept as it is."
                : "Refers to " + to + ", by a type that cannot be looked up there: its value is kept as it is.");
        return false;
    }

    private boolean comparable(ForeignKey key, Candidate parent) {
        for (int i = 0; i < key.columns().size(); i++) {
            if (!Comparison.possible(table.source().column(key.columns().get(i)).orElseThrow().type(),
                    parent.source().column(key.parentColumns().get(i)).orElseThrow().type())) {
                return false;
            }
        }
        return true;
    }

    private void single(Constraint constraint) {
        Reference reference = reference(constraint);
        String column = reference.columns.getFirst();
        Reference chosen = byColumn.putIfAbsent(column, reference);
        if (chosen == null) {
            explain(column, reference);
        } else if (!chosen.ref.equals(reference.ref)) {
            note(column, "Refers to " + reference.parent + " too (" + constraint.name() + "), and a field holds one reference: "
                    + chosen.constraint.name() + " was taken, the first by name.");
        }
    }

    private void composite(Constraint constraint, List<Constraint> composite) {
        Reference reference = reference(constraint);
        List<String> own = reference.columns.stream()
                .filter(column -> !byColumn.containsKey(column) && !table.keyColumns().contains(column))
                .filter(column -> composite.stream().filter(each -> each.key().columns().contains(column)).count() == 1)
                .toList();
        boolean takesOver = own.size() == 1
                && reference.columns.stream().filter(column -> !own.contains(column)).allMatch(table::isNotNull);
        if (takesOver) {
            byColumn.put(own.getFirst(), reference);
            explain(own.getFirst(), reference);
            note(own.getFirst(),
                    "The reference is made of " + String.join(", ", reference.columns) + " together (" + constraint.name() + ").");
        } else {
            beside.add(reference);
        }
    }

    private void explain(String column, Reference reference) {
        if (!reference.constraint.validated()) {
            note(column, notValidated(reference));
        }
    }

    static String notValidated(Reference reference) {
        return "The foreign key " + reference.constraint.name()
                + " was not checked for every row: one whose parent does not exist is rejected (`orphan: omit` would leave the field out).";
    }

    private void note(String column, String text) {
        notes.computeIfAbsent(column, _ -> new ArrayList<>()).add(text);
    }

    private Reference reference(Constraint constraint) {
        ForeignKey key = constraint.key();
        Candidate parent = mapped.get(Candidate.id(key.parentSchema(), key.parentTable()));
        Map<String, String> childOf = new LinkedHashMap<>();
        for (int i = 0; i < key.columns().size(); i++) {
            childOf.put(key.parentColumns().get(i), key.columns().get(i));
        }
        boolean toKey = childOf.keySet().equals(Set.copyOf(parent.keyColumns()));
        List<String> parentColumns = toKey ? parent.keyColumns() : key.parentColumns();
        Ref ref = new Ref(tableNames.get(parent.id()), toKey ? List.of() : parentColumns, Ref.Orphan.REJECT);
        return new Reference(constraint, parentColumns.stream().map(childOf::get).toList(), ref, parent.label());
    }
}
