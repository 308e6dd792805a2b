package dev.pg2convex.local.report;

import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.NotCompared;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.core.store.Findings.Warning;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run came to.
 *
 * @param notCompared what its verification left out, by table
 */
public record Summary(RunProgress progress, List<Finding> findings, List<Warning> warnings, List<NotCompared> notCompared, Alarms alarms,
        Duration took) {
    public Summary {
        notCompared = List.copyOf(notCompared);
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
    }

    public Run run() {
        return progress.run();
    }

    public Counts total() {
        return progress.tables().stream().map(RunProgress.Table::counts).reduce(Counts.NONE, Counts::plus);
    }

    /** How many rows each reason set aside, by reason. */
    public Map<String, Long> rejectedByReason() {
        return new TreeMap<>(progress.rejectedByReason());
    }

    /** How many rows or documents the verification left out, by why. */
    public Map<Omission, Long> omitted() {
        var omitted = new EnumMap<Omission, Long>(Omission.class);
        notCompared.forEach(one -> omitted.merge(one.omission(), one.amount(), Long::sum));
        return omitted;
    }

    /** Ended, with nothing set aside and nothing found. */
    public boolean clean() {
        return run().state() == Run.State.DONE && rejectedByReason().isEmpty() && progress.findings() == 0;
    }
}
