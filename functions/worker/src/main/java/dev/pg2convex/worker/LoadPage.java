package dev.pg2convex.worker;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.PageWork;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;

/** Brings the documents of a key range up to their rows. */
final class LoadPage implements PageWork {
    private final Ports ports;
    private final Classifier classifier;
    private final BatchWriter writer;
    private final PageRows source;

    LoadPage(Ports ports, Classifier classifier, BatchWriter writer) {
        this.ports = ports;
        this.classifier = classifier;
        this.writer = writer;
        this.source = new PageRows(ports);
    }

    /** Reads the range slice by slice, which bounds memory; each slice is a snapshot taken after the lease. */
    @Override
    public StageRest work(HeldPage page) throws StoreRefused, PageInterrupted {
        writer.settleOpen(page);
        long rows = 0;
        long late = 0;
        var range = page.lease().range();
        while (true) {
            page.checkTime();
            var slice = source.read(page, range);
            ports.faults().reach(FaultPoint.ROWS_READ);
            if (!slice.rows().isEmpty()) {
                var classified = classifier.classify(page, slice.rows());
                ports.faults().reach(FaultPoint.ROWS_CLASSIFIED);
                if (!classified.rejects().isEmpty() || !classified.cleared().isEmpty()) {
                    ports.rejects().put(page.lease(), classified.rejects(), classified.cleared());
                    ports.faults().reach(FaultPoint.REJECTS_STORED);
                }
                for (var batch : Batches.cut(classified.write(), PendingRow::size, ports.tuning())) {
                    writer.write(page, batch);
                }
                rows += slice.rows().size();
                late += classified.late();
            }
            if (slice.next().isEmpty()) {
                ports.faults().reach(FaultPoint.PAGE_WRITTEN);
                return ports.pages().finish(page.lease(), rows, late);
            }
            if (slice.next().equals(range.after())) {
                throw new IllegalStateException(
                        "page " + page.lease().pageId() + " of table " + page.table().table() + " does not advance");
            }
            range = range.beyond(slice.next().get());
        }
    }
}
