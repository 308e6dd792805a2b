package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.NotCompared;
import dev.pg2convex.core.store.Findings.Warning;
import dev.pg2convex.core.store.Pages.FailedPage;
import java.util.List;

/**
 * What a run came to so far.
 *
 * @param findings the first of them; the progress has their number
 * @param failedPages the first of them
 */
public record RunReport(RunProgress progress, List<Finding> findings, List<Warning> warnings, List<NotCompared> notCompared,
        List<FailedPage> failedPages) {
    /** Findings, and failed pages, that are shown one by one. */
    public static final int SHOWN = 100;

    public RunReport {
        requireNonNull(progress);
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
        notCompared = List.copyOf(notCompared);
        failedPages = List.copyOf(failedPages);
    }
}
