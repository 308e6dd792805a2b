package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.transform.Transformed;
import dev.pg2convex.core.value.ValueSize;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts a table's rejected rows by field and reason, and keeps one example of each. */
final class RejectTally {
    private final TablePlan table;
    private final Map<Place, Example> examples = new LinkedHashMap<>();

    RejectTally(TablePlan table) {
        this.table = table;
    }

    private record Place(Optional<FieldPlan> field, RejectReason reason) {}

    private static final class Example {
        private final String key;
        private final Optional<String> path;
        private long rows;

        Example(String key, Optional<String> path) {
            this.key = key;
            this.path = path;
        }
    }

    void add(SourceRow row, Transformed.Rejected bad) {
        var field = bad.reason() == RejectReason.DOCUMENT_TOO_LARGE ? largest(row) : bad.field().flatMap(this::field);
        examples.computeIfAbsent(new Place(field, bad.reason()), _ -> new Example(bad.key(), bad.field())).rows++;
    }

    /** The mapped field that a path begins with. */
    private Optional<FieldPlan> field(String path) {
        var name = path.split("[.\\[]", 2)[0];
        return table.fields().stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The largest value of a row. */
    private Optional<FieldPlan> largest(SourceRow row) {
        Map<FieldPlan, Long> sizes = new LinkedHashMap<>();
        for (int i = 0; i < table.fields().size(); i++) {
            if (row.cells().get(i) instanceof Cell.Present(var value)) {
                sizes.put(table.fields().get(i), ValueSize.of(value));
            }
        }
        return sizes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }

    Map<RejectReason, Long> byReason() {
        var byReason = new EnumMap<RejectReason, Long>(RejectReason.class);
        examples.forEach((place, example) -> byReason.merge(place.reason(), example.rows, Long::sum));
        return byReason;
    }

    /** Equal values aside: {@link Duplicates} has looked for those in the whole table. */
    List<Finding> findings(int stride) {
        return examples.entrySet()
                .stream()
                .filter(each -> each.getKey().reason() != RejectReason.DUPLICATE_VALUE)
                .map(each -> finding(each.getKey(), each.getValue(), stride))
                .toList();
    }

    private Finding finding(Place place, Example example, int stride) {
        Location at = place.field().map(FieldPlan::at).orElse(table.at());
        return new Finding(table.table(), place.field().map(FieldPlan::name), place.reason().code(), example.rows * stride, stride > 1,
                Optional.of(example.key), example.path, at, place.reason().explanation(), Remedy.of(place.reason(), place.field()));
    }
}
