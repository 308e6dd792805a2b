package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.plan.FieldPlan;
import dev.pg2convex.core.plan.TablePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a policy of the mapping does to rows that become documents. */
final class FieldNotes {
    private final Map<FieldPlan, Count> orphans = new LinkedHashMap<>();
    private final Map<FieldPlan, Count> escaped = new LinkedHashMap<>();

    private static final class Count {
        private final String key;
        private long rows;
        private long keys;

        Count(String key) {
            this.key = key;
        }
    }

    void orphanLeftOut(FieldPlan field, String key) {
        orphans.computeIfAbsent(field, _ -> new Count(key)).rows++;
    }

    /** @param keys of objects in the value that are written escaped */
    void escaped(FieldPlan field, String key, long keys) {
        if (keys > 0) {
            var count = escaped.computeIfAbsent(field, _ -> new Count(key));
            count.rows++;
            count.keys += keys;
        }
    }

    List<String> texts(TablePlan table, int stride) {
        var texts = new ArrayList<String>();
        var about = stride > 1 ? "~" : "";
        orphans.forEach((field,
                count) -> texts.add(String.format(Locale.ROOT,
                        "%s: %s.%s: %s%,d rows have no parent in the source and go without the field, such as row %s", field.at(),
                        table.table(), field.name(), about, count.rows * stride, count.key)));
        escaped.forEach((field,
                count) -> texts.add(String.format(Locale.ROOT,
                        "%s: %s.%s: %s%,d object keys in %s%,d rows are escaped, such as in row %s (`keys: escape`)", field.at(),
                        table.table(), field.name(), about, count.keys * stride, about, count.rows * stride, count.key)));
        return texts;
    }
}
