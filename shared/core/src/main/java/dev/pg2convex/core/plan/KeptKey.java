package dev.pg2convex.core.plan;

import dev.pg2convex.core.mapping.Conversion;
import dev.pg2convex.core.mapping.FieldMapping;
import dev.pg2convex.core.mapping.FieldSource;
import dev.pg2convex.core.mapping.KeysPolicy;
import dev.pg2convex.core.mapping.NullPolicy;
import dev.pg2convex.core.mapping.Problems;
import dev.pg2convex.core.mapping.TableMapping;
import dev.pg2convex.core.mapping.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes {@code keepKey} an ordinary field of the key's column, so that nothing else needs to know of it. */
final class KeptKey {
    private KeptKey() {}

    /** The fields, and the kept key after them where the mapping has one. */
    static List<FieldMapping> with(ResolvedTable table, List<FieldMapping> fields, Problems problems) {
        var kept = table.mapping().keepKey();
        // A table without a usable key has a problem of its own.
        if (kept.isEmpty() || table.key().isEmpty() || !isGood(table, kept.get(), fields, problems)) {
            return fields;
        }
        var all = new ArrayList<>(fields);
        all.add(new FieldMapping(kept.get().field(), new FieldSource.Columns(table.keyNames()), Conversion.DEFAULT, Optional.empty(),
                new NullPolicy.Omit(), KeysPolicy.ESCAPE, Unique.NO, false, Optional.empty(), kept.get().at()));
        return all;
    }

    private static boolean isGood(ResolvedTable table, TableMapping.KeptKey kept, List<FieldMapping> fields, Problems problems) {
        if (table.key().size() > 1) {
            problems.add(kept.at(), table.name() + ": `keepKey` keeps a key of one column, and that of " + table.label() + " has several, "
                    + ResolvedTable.columns(table.keyNames()) + "; list them under `fields:` instead, and index them together");
            return false;
        }
        var taken = fields.stream().filter(field -> field.name().equals(kept.field())).findFirst();
        taken.ifPresent(field -> problems.add(kept.at(), table.name() + ": `keepKey` names the field `" + kept.field()
                + "`, which the table has already (line " + field.at().line() + "); choose another name, or remove `keepKey`"));
        return taken.isEmpty();
    }
}
