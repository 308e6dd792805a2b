package dev.pg2convex.verifier;

import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.transform.Transformed;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.verifier.Comparison.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares every mapped field of a row's document with what the row yields. */
final class DocumentComparison {
    private final TablePlan table;
    private final References references;

    DocumentComparison(TablePlan table, References references) {
        this.table = table;
        this.references = references;
    }

    List<Difference> compare(SourceRow row, Transformed.Document expected, String documentId, Value.Obj actual) {
        var differences = new ArrayList<Difference>();
        for (int i = 0; i < table.fields().size(); i++) {
            var field = table.fields().get(i);
            var wanted = Optional.ofNullable(expected.fields().fields().get(field.name()));
            var found = Optional.ofNullable(actual.fields().get(field.name()));
            var place = place(wanted, found);
            if (field.ref().isPresent() && found.isPresent() && references.isDangling(field, found.get())) {
                // A right ID is not enough: its document must be there.
                differences.add(difference(row, Kind.DANGLING_REFERENCE, documentId, field.name()));
            } else if (place.isPresent()) {
                differences
                        .add(difference(row, kind(field, row.cells().get(i), place.get()), documentId, field.name() + place.get().path()));
            }
        }
        return differences;
    }

    private static Difference difference(SourceRow row, Kind kind, String documentId, String field) {
        return new Difference(row.key(), kind, Optional.of(documentId), Optional.of(field));
    }

    private static Optional<Place> place(Optional<Value> wanted, Optional<Value> found) {
        if (wanted.isPresent() && found.isPresent()) {
            return Comparison.difference(wanted.get(), found.get());
        }
        return wanted.isEmpty() && found.isEmpty() ? Optional.empty() : Optional.of(new Place("", false));
    }

    private static Kind kind(FieldPlan field, Cell cell, Place place) {
        if (field.ref().isPresent()) {
            return Kind.WRONG_REFERENCE;
        }
        if (cell instanceof Cell.Absent && field.onNull() instanceof NullPolicy.Default) {
            return Kind.DEFAULT_NOT_APPLIED;
        }
        return place.ofAnotherType() ? Kind.WRONG_TYPE : Kind.CHANGED;
    }
}
