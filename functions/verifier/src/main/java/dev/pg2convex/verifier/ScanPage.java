package dev.pg2convex.verifier;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.PageWork;
import dev.pg2convex.core.protocol.Pause;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.DocumentPage;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a table from Convex's side: documents that no row maps to, and documents that share a natural key. */
final class ScanPage implements PageWork {
    /** Documents per call, while they are small; see {@link #scan}. */
    private static final int LIMIT = 500;

    private final Ports ports;
    private final Retry retry;
    private final NaturalKeys naturalKeys;

    ScanPage(Ports ports, Retry retry) {
        this.ports = ports;
        this.retry = retry;
        this.naturalKeys = new NaturalKeys(ports);
    }

    @Override
    public StageRest work(HeldPage page) throws StoreRefused, PageInterrupted {
        var table = page.table();
        long seen = 0;
        var suspects = new ArrayList<String>();
        var fields = table.match().map(match -> match.fields()).orElse(List.of());
        Optional<String> cursor = Optional.empty();
        do {
            var documents = scan(page, cursor, fields);
            seen += documents.documents().size();
            suspects.addAll(unmapped(page, ids(documents)));
            if (table.match().isPresent()) {
                naturalKeys.keep(page, table.match().get(), documents.documents());
            }
            cursor = documents.cursor();
        } while (cursor.isPresent());
        var findings = new ArrayList<Finding>(extra(page, table, suspects));
        if (table.match().isPresent()) {
            findings.addAll(naturalKeys.duplicates(page));
        }
        ports.findings().put(page.lease(), findings);
        return ports.pages().finish(page.lease(), seen, 0);
    }

    /** Documents may be as large as 1 MiB, and a query may read 16 MiB: where the call is refused, fewer are asked for. */
    private DocumentPage scan(HeldPage page, Optional<String> cursor, List<String> fields) throws StoreRefused, PageInterrupted {
        for (int limit = LIMIT;; limit = Math.max(1, limit / 8)) {
            int documents = limit;
            try {
                return retry.call(page, () -> ports.target().scan(page.table().table(), cursor, documents, fields));
            } catch (CategorizedException e) {
                if (e.failure() != Failure.DETERMINISTIC || limit == 1) {
                    throw e;
                }
            }
        }
    }

    private List<Finding> extra(HeldPage page, TablePlan table, List<String> suspects) throws StoreRefused, PageInterrupted {
        // In a shared table the application's own documents are as they should be.
        if (suspects.isEmpty() || table.shared()) {
            return List.of();
        }
        Pause.of(ports.tuning().recheckDelay());
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < suspects.size(); i += LIMIT) {
            var some = suspects.subList(i, Math.min(i + LIMIT, suspects.size()));
            var still = unmapped(page, some);
            if (!still.isEmpty()) {
                var there = retry.call(page, () -> ports.target().documents(table.table(), List.copyOf(still), List.of()));
                for (int n = 0; n < still.size(); n++) {
                    if (there.get(n).isPresent()) {
                        findings.add(new Finding(table.table(), Kind.EXTRA, Optional.empty(), Optional.of(still.get(n)), Optional.empty()));
                    }
                }
            }
        }
        return findings;
    }

    private List<String> unmapped(HeldPage page, List<String> ids) {
        Set<String> unmapped = new HashSet<>(ids);
        unmapped.removeAll(ports.ids().byDocuments(page.target(), page.table().table(), ids).keySet());
        return ids.stream().filter(unmapped::contains).toList();
    }

    private static List<String> ids(DocumentPage page) {
        return page.documents().stream().map(document -> ((Value.Text) document.fields().get("_id")).value()).toList();
    }
}
