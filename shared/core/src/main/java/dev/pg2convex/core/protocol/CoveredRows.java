package dev.pg2convex.core.protocol;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.RowSlice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The next rows of a page that the run covers, a snapshot of their own.
 *
 * @param gone keys that the run was asked for and that the source has no row of
 */
public record CoveredRows(RowSlice slice, Set<String> gone) {
    /** Rows asked for by key at a time: they may all be of those that are large. */
    private static final int BY_KEY = 50;

    public CoveredRows {
        gone = Set.copyOf(gone);
    }

    public static CoveredRows read(Ports ports, HeldPage page, KeyRange range) {
        var keys = page.context().run().scope().keys();
        if (keys.isPresent()) {
            return byKeys(ports, page, keys.get().within(range, BY_KEY));
        }
        return new CoveredRows(
                ports.source().read(page.context().covered(page.table()), range, ports.tuning().pageRows(), ports.tuning().sliceBytes()),
                Set.of());
    }

    /** In the order of the keys, of which the last is where the next slice begins. */
    public static CoveredRows byKeys(Ports ports, HeldPage page, List<String> keys) {
        if (keys.isEmpty()) {
            return new CoveredRows(new RowSlice(List.of(), Optional.empty()), Set.of());
        }
        var rows = ports.source().readKeys(page.table(), keys);
        var gone = new TreeSet<>(keys);
        rows.forEach(row -> gone.remove(row.key()));
        return new CoveredRows(new RowSlice(rows, Optional.of(keys.getLast())), gone);
    }
}
