package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.mapping.Location;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.mapping.Unique;
import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.source.SourceReader;
import dev.pg2convex.core.source.SourceReader.Collision;
import dev.pg2convex.core.store.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Looks for rows that share what should be theirs alone: in the whole table, by Postgres, for a sample could not show it. */
final class Duplicates {
    private final SourceReader source;

    Duplicates(SourceReader source) {
        this.source = source;
    }

    /** @param colliding gets the rows that a run rejects for it */
    List<Finding> find(TablePlan table, Keys colliding) {
        var findings = new ArrayList<Finding>();
        for (var field : table.fields()) {
            if (field.unique() != Unique.NO) {
                ofField(table, field, colliding).ifPresent(findings::add);
            }
        }
        table.match().flatMap(match -> ofNaturalKey(table, match)).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> ofField(TablePlan table, FieldPlan field, Keys colliding) {
        boolean reject = field.unique() == Unique.REJECT;
        var count = new Count(collision -> !reject || !collision.first(), collision -> {
            if (reject) {
                colliding.add(table.table(), collision.key(), field.name());
            }
        });
        source.collisions(table, field.name(), count);
        return reject
                ? count.finding(table, Optional.of(field.name()), RejectReason.DUPLICATE_VALUE.code(), field.at(),
                        RejectReason.DUPLICATE_VALUE.explanation(), Remedy.of(RejectReason.DUPLICATE_VALUE, Optional.of(field)))
                : count.finding(table, Optional.of(field.name()), Finding.NOT_UNIQUE, field.at(),
                        "rows share their value with another row, and all are kept",
                        "`unique: reject` keeps the first by key only; or make the values differ, in the source or in the `sql:` expression");
    }

    private Optional<Finding> ofNaturalKey(TablePlan table, Match match) {
        var count = new Count(_ -> true, _ -> {
            // None is rejected: the first takes the document that there is, the others are inserted.
        });
        source.duplicates(table, match.fields(), count);
        return count.finding(table, Optional.of(String.join(", ", match.fields())), Finding.DUPLICATE_NATURAL_KEY, table.at(),
                "rows share the natural key of `match` with another row: only one of them can adopt a document, the others are inserted",
                "`match` on fields that are unique, or make the values differ");
    }

    private static final class Count implements Consumer<Collision> {
        private final Predicate<Collision> counts;
        private final Consumer<Collision> each;
        private long rows;
        private Optional<String> key = Optional.empty();

        Count(Predicate<Collision> counts, Consumer<Collision> each) {
            this.counts = counts;
            this.each = each;
        }

        @Override
        public void accept(Collision collision) {
            if (counts.test(collision)) {
                rows++;
                key = key.or(() -> Optional.of(collision.key()));
                each.accept(collision);
            }
        }

        Optional<Finding> finding(TablePlan table, Optional<String> field, String code, Location at, String message, String advice) {
            return rows == 0 ? Optional.empty()
                    : Optional.of(new Finding(table.table(), field, code, rows, false, key, Optional.empty(), at, message, advice));
        }
    }
}
