package dev.pg2convex.local.dryrun;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a first run of a mapping would do.
 *
 * @param tables in the order a run takes them
 * @param findings by table and field
 * @param notes what the operator should know though it stops nothing
 * @param notLookedAt what a run may meet that this cannot tell
 */
public record DryRunResult(String mapping, String source, String target, List<TableFigures> tables, List<Finding> findings,
        List<String> notes, List<String> notLookedAt) {
    public DryRunResult {
        requireNonNull(mapping);
        requireNonNull(source);
        requireNonNull(target);
        tables = List.copyOf(tables);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        notLookedAt = List.copyOf(notLookedAt);
    }

    public Cost cost() {
        return Cost.of(tables);
    }

    /** Every row of every table was looked at. */
    public boolean exact() {
        return tables.stream().noneMatch(TableFigures::sampled);
    }

    public Map<String, Long> rejectedByReason() {
        var all = new TreeMap<String, Long>();
        tables.forEach(table -> table.rejectedByReason().forEach((reason, rows) -> all.merge(reason, rows, Long::sum)));
        return all;
    }
}
