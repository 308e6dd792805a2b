package dev.pg2convex.worker;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.RowSlice;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.store.StoreRefused;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The rows of a load page: those of a key range, or, in a redrive, those of a range of the rejects. */
final class PageRows {
    /** Rejected rows at a time: they may all be of those that are too large. */
    private static final int REJECTED = 50;

    private final Ports ports;

    PageRows(Ports ports) {
        this.ports = ports;
    }

    /** The next rows, a snapshot of their own. */
    RowSlice read(HeldPage page, KeyRange range) throws StoreRefused {
        return page.context().run().scope().redrive().isPresent() ? rejected(page, range)
                : ports.source().read(page.table(), range, ports.tuning().pageRows(), ports.tuning().sliceBytes());
    }

    private RowSlice rejected(HeldPage page, KeyRange range) throws StoreRefused {
        var keys = ports.rejects().toRedrive(page.target(), page.table().table(), page.context().run().scope(), range, REJECTED);
        if (keys.isEmpty()) {
            return new RowSlice(List.of(), Optional.empty());
        }
        var rows = ports.source().readKeys(page.table(), keys);
        var gone = new HashSet<>(keys);
        rows.stream().map(SourceRow::key).forEach(gone::remove);
        if (!gone.isEmpty()) {
            // A row that is no longer in the source is nobody's to set aside.
            ports.rejects().put(page.lease(), List.of(), gone);
        }
        return new RowSlice(rows, Optional.of(keys.getLast()));
    }
}
