package dev.pg2convex.verifier;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.OnDelete;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.PageInterrupted;
import dev.pg2convex.core.protocol.Pause;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.store.Findings.Alike;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.core.store.ScannedDocument;
import dev.pg2convex.core.store.ScannedDocument.Standing;
import dev.pg2convex.core.store.StoreRefused;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a scan that has come to its end says, after a second look at each document that it would report. */
final class ScanVerdict {
    private static final int CHUNK = 2_000;

    private final Ports ports;
    private final Documents documents;
    private final Sightings sightings;

    ScanVerdict(Ports ports, Retry retry, Sightings sightings) {
        this.ports = ports;
        this.documents = new Documents(ports, retry);
        this.sightings = sightings;
    }

    /** What is still so after the delay: the application and a live source do not raise false alarms. */
    List<Finding> findings(HeldPage page) throws StoreRefused, PageInterrupted {
        var before = suspects(page);
        if (before.isEmpty()) {
            return List.of();
        }
        Pause.of(ports.tuning().recheckDelay());
        var involved = new LinkedHashSet<String>();
        before.values().forEach(involved::addAll);
        lookAgain(page, List.copyOf(involved));
        var still = new HashSet<>(suspects(page).keySet());
        return before.keySet().stream().filter(still::contains).toList();
    }

    /** The documents that no row was compared with. */
    Map<Omission, Long> omitted(HeldPage page, List<Finding> findings) {
        var omitted = new EnumMap<Omission, Long>(Omission.class);
        omitted.put(Omission.REJECTED_DOCUMENT, count(page, Standing.REJECTED));
        omitted.put(Omission.LINKED_DOCUMENT, count(page, Standing.LINKED));
        if (page.table().onDelete() == OnDelete.KEEP) {
            omitted.put(Omission.KEPT_DOCUMENT, count(page, Standing.GONE));
        }
        if (page.table().shared()) {
            long twins = findings.stream().filter(finding -> finding.kind() == Kind.TWIN).count();
            omitted.put(Omission.APPLICATION_DOCUMENT, count(page, Standing.UNMAPPED) - twins);
        }
        return omitted;
    }

    private long count(HeldPage page, Standing standing) {
        return ports.findings().countScanned(page.lease().runId(), page.table().table(), standing);
    }

    /** Each with the documents that it rests on. */
    private Map<Finding, Set<String>> suspects(HeldPage page) {
        var table = page.table();
        var run = page.lease().runId();
        var suspects = new LinkedHashMap<Finding, Set<String>>();
        var twins = new HashSet<String>();
        for (var twin : ports.findings().twins(run, table.table())) {
            twins.add(twin.document().documentId());
            suspects.put(finding(page, Kind.TWIN, twin.document()), both(twin));
        }
        for (var duplicate : ports.findings().duplicates(run, table.table())) {
            suspects.put(finding(page, Kind.DUPLICATE_NATURAL_KEY, duplicate.document()), both(duplicate));
        }
        var extras = new ArrayList<ScannedDocument>();
        if (!table.shared()) {
            extras.addAll(ports.findings().scanned(run, table.table(), Standing.UNMAPPED));
        }
        if (table.onDelete() == OnDelete.DELETE) {
            extras.addAll(ports.findings().scanned(run, table.table(), Standing.GONE));
        }
        extras.stream()
                .filter(document -> !twins.contains(document.documentId()))
                .forEach(document -> suspects.put(finding(page, Kind.EXTRA, document), Set.of(document.documentId())));
        return suspects;
    }

    private static Set<String> both(Alike alike) {
        return Set.of(alike.document().documentId(), alike.original());
    }

    private static Finding finding(HeldPage page, Kind kind, ScannedDocument document) {
        return new Finding(page.table().table(), kind, document.key(), Optional.of(document.documentId()), Optional.empty());
    }

    private void lookAgain(HeldPage page, List<String> ids) throws StoreRefused, PageInterrupted {
        var table = page.table();
        for (int i = 0; i < ids.size(); i += CHUNK) {
            var some = ids.subList(i, Math.min(i + CHUNK, ids.size()));
            page.checkTime();
            var there = documents.get(page, table.table(), some.stream().map(id -> new Documents.Wanted(id, Documents.SMALL)).toList(),
                    Sightings.fields(table));
            ports.findings().forgetScanned(page.lease(), some.stream().filter(id -> !there.containsKey(id)).toList());
            sightings.renew(page, List.copyOf(there.values()));
        }
    }
}
