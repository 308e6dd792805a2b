package dev.pg2convex.verifier;

import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.Cell;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.transform.Transformed;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares every mapped field of a row's document with what the row yields. */
final class DocumentComparison {
    private final TablePlan table;

    DocumentComparison(TablePlan table) {
        this.table = table;
    }

    List<Difference> compare(SourceRow row, Transformed.Document expected, String documentId, Value.Obj actual) {
        var differences = new ArrayList<Difference>();
        for (int i = 0; i < table.fields().size(); i++) {
            var field = table.fields().get(i);
            var wanted = expected.fields().fields().get(field.name());
            var found = actual.fields().get(field.name());
            var path = path(wanted, found);
            if (path.isPresent()) {
                differences.add(new Difference(row.key(), kind(field, row.cells().get(i), wanted, found), Optional.of(documentId),
                        Optional.of(field.name() + path.get())));
            }
        }
        return differences;
    }

    private static Optional<String> path(Value wanted, Value found) {
        if (wanted == null && found == null) {
            return Optional.empty();
        }
        if (wanted == null || found == null) {
            return Optional.of("");
        }
        return Comparison.difference(wanted, found);
    }

    private static Kind kind(FieldPlan field, Cell cell, Value wanted, Value found) {
        if (field.ref().isPresent()) {
            return Kind.WRONG_REFERENCE;
        }
        if (cell instanceof Cell.Absent && field.onNull() instanceof NullPolicy.Default) {
            return Kind.DEFAULT_NOT_APPLIED;
        }
        boolean otherType = wanted != null && found != null && wanted.getClass() != found.getClass();
        return otherType ? Kind.WRONG_TYPE : Kind.CHANGED;
    }
}
