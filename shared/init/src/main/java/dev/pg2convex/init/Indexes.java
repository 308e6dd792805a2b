package dev.pg2convex.init;

import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.SourceInventory.Index;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Makes Convex indexes of those of Postgres and of foreign keys, within Convex's limits (convex-contract §3). */
final class Indexes {
    private static final int MOST = 32;
    private static final int MOST_FIELDS = 16;
    private static final int MOST_VECTORS = 4;
    private static final int LEAST_DIMENSIONS = 2;
    private static final int MOST_DIMENSIONS = 4_096;
    private static final Set<String> RESERVED = Set.of("by_id", "by_creation_time");
    private static final Set<String> PLAIN_METHODS = Set.of("btree", "hash");
    private static final Set<String> VECTOR_METHODS = Set.of("hnsw", "ivfflat");
    /** Where there are too many: what finds one document, then what finds children, then the rest. */
    private static final Comparator<Index> ORDER = Comparator.comparing((Index index) -> !index.unique()).thenComparing(Index::name);

    private final DraftTable table;
    private final TablePlan plan;
    private final Map<List<String>, String> byFields = new LinkedHashMap<>();
    private final Map<String, Integer> vectors = new LinkedHashMap<>();
    private final Set<String> leftOut = new TreeSet<>();

    private Indexes(DraftTable table, TablePlan plan) {
        this.table = table;
        this.plan = plan;
    }

    static IndexPlan of(DraftTable table, TablePlan plan) {
        Indexes indexes = new Indexes(table, plan);
        List<Index> own = table.candidate().relation().indexes().stream().sorted(ORDER).toList();
        indexes.addVectors(own);
        own.stream().filter(Index::unique).forEach(indexes::add);
        indexes.addForeignKeys();
        own.stream().filter(index -> !index.unique()).forEach(indexes::add);
        return indexes.plan();
    }

    private void addVectors(List<Index> own) {
        for (FieldPlan field : plan.fields()) {
            table.column(field).filter(_ -> Narrowing.isVector(field.type())).ifPresent(column -> {
                OptionalInt length = column.length();
                if (length.isPresent() && length.getAsInt() >= LEAST_DIMENSIONS && length.getAsInt() <= MOST_DIMENSIONS) {
                    if (vectors.size() < MOST_VECTORS) {
                        vectors.put(field.name(), length.getAsInt());
                    } else {
                        leftOut.add("a vector index on " + field.name() + ": Convex has " + MOST_VECTORS + " per table");
                    }
                } else if (own.stream().anyMatch(index -> isVectorIndex(index) && index.columns().contains(Optional.of(column.name())))) {
                    leftOut.add("a vector index on " + field.name() + ": it needs a fixed number of dimensions from " + LEAST_DIMENSIONS
                            + " to " + MOST_DIMENSIONS);
                }
            });
        }
    }

    private static boolean isVectorIndex(Index index) {
        return VECTOR_METHODS.contains(index.method());
    }

    private void add(Index index) {
        if (isVectorIndex(index) && !index.hasExpression()) {
            return;
        }
        if (!PLAIN_METHODS.contains(index.method())) {
            leaveOut(index, "a " + index.method() + " index, which Convex has not");
        } else if (index.hasExpression()) {
            leaveOut(index, "it is over an expression; a derived field (`sql:`) could be indexed");
        } else if (index.partial()) {
            leaveOut(index, "it covers a part of the rows, and one of Convex covers all documents");
        } else {
            add(index, index.columns().stream().map(Optional::orElseThrow).toList());
        }
    }

    private void add(Index index, List<String> columns) {
        List<String> indexed = new ArrayList<>(columns);
        // Behind the others the key only breaks ties, as _creationTime does.
        while (!indexed.isEmpty() && table.leftOutKey().filter(indexed.getLast()::equals).isPresent()) {
            indexed.removeLast();
        }
        if (indexed.isEmpty()) {
            return;
        }
        List<String> missing = indexed.stream().filter(column -> !table.fieldOf().containsKey(column)).toList();
        if (missing.isEmpty()) {
            add(indexed.stream().map(table.fieldOf()::get).distinct().toList(), index.name());
        } else {
            leaveOut(index, "the document has no " + String.join(", ", missing));
        }
    }

    private void addForeignKeys() {
        for (FieldPlan field : plan.fields()) {
            if (field.ref().isPresent()) {
                add(List.of(field.name()), "the reference " + field.name());
            }
        }
        for (List<String> columns : table.unmappedKeys()) {
            if (table.fieldOf().keySet().containsAll(columns)) {
                add(columns.stream().map(table.fieldOf()::get).distinct().toList(), "the foreign key on " + String.join(", ", columns));
            }
        }
    }

    private void add(List<String> fields, String from) {
        if (fields.size() > MOST_FIELDS) {
            leftOut.add(from + ": it has " + fields.size() + " fields, and Convex allows " + MOST_FIELDS);
        } else if (byFields.size() + vectors.size() < MOST || byFields.containsKey(fields)) {
            byFields.putIfAbsent(fields, from);
        } else {
            leftOut.add(from + ": Convex allows " + MOST + " indexes per table");
        }
    }

    private void leaveOut(Index index, String reason) {
        leftOut.add(index.name() + ": " + reason);
    }

    private IndexPlan plan() {
        UniqueNames names = new UniqueNames(name -> name.toLowerCase(Locale.ROOT), RESERVED);
        List<UniqueNames.Wanted> wanted = new ArrayList<>();
        byFields.keySet().forEach(fields -> wanted.add(wanted(fields, "")));
        vectors.keySet().forEach(field -> wanted.add(wanted(List.of(field), "vector ")));
        Map<String, String> byId = names.allot(wanted);
        List<IndexPlan.Declared> declared = new ArrayList<>();
        byFields.keySet()
                .forEach(fields -> declared.add(new IndexPlan.Declared(byId.get(wanted(fields, "").id()), fields, OptionalInt.empty())));
        vectors.forEach((field, dimensions) -> declared
                .add(new IndexPlan.Declared(byId.get(wanted(List.of(field), "vector ").id()), List.of(field), OptionalInt.of(dimensions))));
        return new IndexPlan(declared, List.copyOf(leftOut));
    }

    private static UniqueNames.Wanted wanted(List<String> fields, String kind) {
        String name = "by_" + String.join("_and_", fields.stream().map(Indexes::snake).toList());
        return new UniqueNames.Wanted(kind + String.join(",", fields), "", Identifier.limited(name, name));
    }

    private static String snake(String field) {
        return field.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
