package dev.pg2convex.verifier;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.CoveredRows;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.PageWork;
import dev.pg2convex.core.protocol.Pause;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;

/** Compares every row of a key range with its document, and every difference a second time after a while. */
final class VerifyPage implements PageWork {
    private final Ports ports;
    private final RowsCheck check;

    VerifyPage(Ports ports, RowsCheck check) {
        this.ports = ports;
        this.check = check;
    }

    @Override
    public StageRest work(HeldPage page) throws StoreRefused, PageInterrupted {
        long compared = 0;
        var omitted = new EnumMap<Omission, Long>(Omission.class);
        var suspects = new ArrayList<Difference>();
        var range = page.lease().range();
        while (true) {
            page.checkTime();
            var slice = CoveredRows.read(ports, page, range).slice();
            var checked = check.check(page, slice.rows());
            suspects.addAll(checked.differences());
            compared += checked.compared();
            checked.omitted().forEach((omission, rows) -> omitted.merge(omission, rows, Long::sum));
            if (slice.next().isEmpty()) {
                break;
            }
            range = range.beyond(slice.next().get());
        }
        ports.findings().put(page.lease(), confirmed(page, suspects), omitted);
        return ports.pages().finish(page.lease(), compared, 0);
    }

    /** What is still different after the delay: a live source and a run in its last steps do not raise false alarms. */
    private List<Finding> confirmed(HeldPage page, List<Difference> suspects) throws StoreRefused, PageInterrupted {
        if (suspects.isEmpty()) {
            return List.of();
        }
        Pause.of(ports.tuning().recheckDelay());
        page.checkTime();
        var before = new HashSet<>(suspects);
        var rows = ports.source().readKeys(page.table(), suspects.stream().map(Difference::key).distinct().toList());
        return check.check(page, rows)
                .differences()
                .stream()
                .filter(before::contains)
                .map(difference -> difference.finding(page.table().table()))
                .toList();
    }
}
