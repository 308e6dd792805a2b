package dev.pg2convex.verifier;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.PageWork;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.DocumentPage;
import java.util.Optional;

/**
 * Looks at a table from Convex's side: documents that no row maps to, and documents that are alike. What it has seen is in the store before its
 * cursor is, so that another function can go on from there.
 */
final class ScanPage implements PageWork {
    private final Ports ports;
    private final Retry retry;
    private final int limit;
    private final Sightings sightings;
    private final ScanVerdict verdict;

    /** @param limit documents per call, while they are small */
    ScanPage(Ports ports, Retry retry, int limit) {
        this.ports = ports;
        this.retry = retry;
        this.limit = limit;
        this.sightings = new Sightings(ports);
        this.verdict = new ScanVerdict(ports, retry, sightings);
    }

    @Override
    public StageRest work(HeldPage page) throws StoreRefused, PageInterrupted {
        long last = walk(page);
        var findings = verdict.findings(page);
        ports.findings().put(page.lease(), findings, verdict.omitted(page, findings));
        return ports.pages().finish(page.lease(), last, 0);
    }

    /** @return how many documents the last call gave, which the cursor does not stand for */
    private long walk(HeldPage page) throws StoreRefused, PageInterrupted {
        int most = limit;
        var cursor = page.lease().cursor();
        while (true) {
            var call = scan(page, cursor, most);
            most = call.limit();
            int seen = call.page().documents().size();
            sightings.keep(page, call.page().documents());
            cursor = call.page().cursor();
            if (cursor.isEmpty()) {
                return seen;
            }
            ports.pages().saveCursor(page.lease(), cursor.get(), seen);
        }
    }

    private record Call(DocumentPage page, int limit) {}

    /** Documents may be as large as 1 MiB, and a query may read 16 MiB: where the call is refused, fewer are asked for from then on. */
    private Call scan(HeldPage page, Optional<String> cursor, int first) throws StoreRefused, PageInterrupted {
        for (int most = first;; most = Math.max(1, most / 8)) {
            int now = most;
            try {
                return new Call(
                        retry.call(page, () -> ports.target().scan(page.table().table(), cursor, now, Sightings.fields(page.table()))),
                        Math.min(limit, now * 2));
            } catch (CategorizedException e) {
                if (e.failure() != Failure.DETERMINISTIC || most == 1) {
                    throw e;
                }
            }
        }
    }
}
