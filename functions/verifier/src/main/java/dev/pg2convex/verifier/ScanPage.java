package dev.pg2convex.verifier;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.PageWork;
import dev.pg2convex.core.protocol.Pause;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.Pages.StageRest;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.DocumentPage;
import dev.pg2convex.core.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a table from Convex's side: documents that no row maps to, and documents that share a natural key. */
final class ScanPage implements PageWork {
    /** Documents per call, while they are small; see {@link #scan}. */
    private static final int LIMIT = 2_000;

    private final Ports ports;
    private final Retry retry;
    private final NaturalKeys naturalKeys;
    private final Documents documents;

    ScanPage(Ports ports, Retry retry) {
        this.ports = ports;
        this.retry = retry;
        this.naturalKeys = new NaturalKeys(ports);
        this.documents = new Documents(ports, retry);
    }

    @Override
    public StageRest work(HeldPage page) throws StoreRefused, PageInterrupted {
        var table = page.table();
        long seen = 0;
        var suspects = new ArrayList<Suspect>();
        var fields = table.match().map(match -> match.fields()).orElse(List.of());
        Optional<String> cursor = Optional.empty();
        do {
            var scanned = scan(page, cursor, fields);
            seen += scanned.documents().size();
            suspects.addAll(suspects(page, ids(scanned)));
            if (table.match().isPresent()) {
                naturalKeys.keep(page, table.match().get(), scanned.documents());
            }
            cursor = scanned.cursor();
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
            int most = limit;
            try {
                return retry.call(page, () -> ports.target().scan(page.table().table(), cursor, most, fields));
            } catch (CategorizedException e) {
                if (e.failure() != Failure.DETERMINISTIC || limit == 1) {
                    throw e;
                }
            }
        }
    }

    /** A document that should not be there: no row maps to it, or its row is gone and the mapping says to delete it. */
    private record Suspect(String documentId, Optional<String> key) {}

    private List<Finding> extra(HeldPage page, TablePlan table, List<Suspect> suspects) throws StoreRefused, PageInterrupted {
        if (suspects.isEmpty()) {
            return List.of();
        }
        Pause.of(ports.tuning().recheckDelay());
        page.checkTime();
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < suspects.size(); i += LIMIT) {
            var some = suspects.subList(i, Math.min(i + LIMIT, suspects.size())).stream().map(Suspect::documentId).toList();
            var still = suspects(page, some);
            var wanted = still.stream().map(suspect -> new Documents.Wanted(suspect.documentId(), Documents.SMALL)).toList();
            var there = documents.get(page, table.table(), wanted, List.of());
            for (var suspect : still) {
                if (there.containsKey(suspect.documentId())) {
                    findings.add(
                            new Finding(table.table(), Kind.EXTRA, suspect.key(), Optional.of(suspect.documentId()), Optional.empty()));
                }
            }
        }
        return findings;
    }

    private List<Suspect> suspects(HeldPage page, List<String> ids) {
        var table = page.table();
        var mapped = ports.ids().byDocuments(page.target(), table.table(), ids);
        var suspects = new ArrayList<Suspect>();
        // In a shared table the application's own documents are as they should be.
        if (!table.shared()) {
            ids.stream().filter(id -> !mapped.containsKey(id)).forEach(id -> suspects.add(new Suspect(id, Optional.empty())));
        }
        if (table.onDelete() == OnDelete.DELETE && !mapped.isEmpty()) {
            var existing = ports.source().existing(table, mapped.values().stream().map(IdMapping::key).toList());
            mapped.forEach((id, mapping) -> {
                if (!existing.contains(mapping.key())) {
                    suspects.add(new Suspect(id, Optional.of(mapping.key())));
                }
            });
        }
        return suspects;
    }

    private static List<String> ids(DocumentPage page) {
        return page.documents().stream().map(document -> ((Value.Text) document.fields().get("_id")).value()).toList();
    }
}
