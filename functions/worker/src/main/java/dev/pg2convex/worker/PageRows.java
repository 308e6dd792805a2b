package dev.pg2convex.worker;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.CoveredRows;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.RowSlice;
import dev.pg2convex.core.store.StoreRefused;
import java.util.List;

/** The rows of a load page: those that the run covers, or, in a redrive, those of a range of the rejects. */
final class PageRows {
    /** Rejected rows at a time: they may all be of those that are too large. */
    private static final int REJECTED = 50;

    private final Ports ports;

    PageRows(Ports ports) {
        this.ports = ports;
    }

    /** The next rows, a snapshot of their own. */
    RowSlice read(HeldPage page, KeyRange range) throws StoreRefused {
        var rows = page.context().run().scope().redrive().isPresent() ? rejected(page, range) : CoveredRows.read(ports, page, range);
        if (!rows.gone().isEmpty()) {
            // A row that is no longer in the source is nobody's to set aside.
            ports.rejects().put(page.lease(), List.of(), rows.gone());
        }
        return rows.slice();
    }

    private CoveredRows rejected(HeldPage page, KeyRange range) {
        return CoveredRows.byKeys(ports, page,
                ports.rejects().toRedrive(page.target(), page.table().table(), page.context().run().scope(), range, REJECTED));
    }
}
