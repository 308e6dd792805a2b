package dev.pg2convex.core.protocol;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Documents of a range of the ID mapping whose rows are gone, among those that the run covers; of a table that is let go of, all.
 *
 * @param last the key up to which was looked; empty when the range has no more
 */
public record GoneRows(List<IdMapping> gone, Optional<String> last) {
    public GoneRows {
        gone = List.copyOf(gone);
    }

    /** @param limit of ID mappings to look at */
    public static GoneRows next(Ports ports, RunContext context, String table, KeyRange range, int limit) {
        var target = context.run().target();
        var keys = context.run().scope().keys().map(part -> part.within(range, limit));
        var mapped = keys.isEmpty() ? ports.ids().range(target, table, range, limit)
                : ports.ids().byKeys(target, table, keys.get()).values().stream().sorted(Comparator.comparing(IdMapping::key)).toList();
        var looked = keys.orElseGet(() -> mapped.stream().map(IdMapping::key).toList());
        if (looked.isEmpty()) {
            return new GoneRows(List.of(), Optional.empty());
        }
        if (context.removed().tables().contains(table)) {
            return new GoneRows(mapped, Optional.of(looked.getLast()));
        }
        var existing = ports.source().existing(context.plan().table(table), mapped.stream().map(IdMapping::key).toList());
        return new GoneRows(mapped.stream().filter(mapping -> !existing.contains(mapping.key())).toList(), Optional.of(looked.getLast()));
    }
}
