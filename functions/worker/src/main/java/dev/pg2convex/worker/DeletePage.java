package dev.pg2convex.worker;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.GoneRows;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.PageWork;
import dev.pg2convex.core.store.IdMappings;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.Operation;
import java.util.Optional;

/** Deletes the documents of a range of the ID mapping whose source rows are gone. */
final class DeletePage implements PageWork {
    private final Ports ports;
    private final BatchWriter writer;

    DeletePage(Ports ports, BatchWriter writer) {
        this.ports = ports;
        this.writer = writer;
    }

    @Override
    public StageRest work(HeldPage page) throws StoreRefused, PageInterrupted {
        writer.settleOpen(page);
        var range = page.lease().range();
        while (true) {
            page.checkTime();
            var next = GoneRows.next(ports, page.context(), page.lease().table(), range, ports.tuning().pageRows());
            if (next.last().isEmpty()) {
                ports.faults().reach(FaultPoint.PAGE_WRITTEN);
                return ports.pages().finish(page.lease(), 0, 0);
            }
            ports.faults().reach(FaultPoint.GONE_FOUND);
            for (var batch : Batches.cut(next.gone().stream().map(DeletePage::delete).toList(), PendingRow::size, ports.tuning())) {
                writer.write(page, batch);
            }
            range = range.beyond(next.last().get());
        }
    }

    private static PendingRow delete(IdMapping mapping) {
        boolean unlink = mapping.origin() != IdMappings.Origin.INSERTED;
        return new PendingRow(new Intent.Row(mapping.key(), Intent.Op.DELETE, Optional.of(mapping.documentId()), ""),
                new Operation.Delete(mapping.documentId(), unlink), mapping.documentId().length(), 0);
    }
}
