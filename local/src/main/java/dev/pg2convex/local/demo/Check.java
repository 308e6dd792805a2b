package dev.pg2convex.local.demo;

import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.Manifest;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.local.report.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what a run says of itself with what was put into the source: every count, and exactly the planted rejects. */
final class Check {
    private Check() {}

    /** @return what is not as it should be */
    static List<String> problems(Summary summary, Map<String, Counts> expected, Manifest source, Ports ports) {
        var problems = new ArrayList<String>();
        if (summary.run().state() != Run.State.DONE) {
            problems.add("the run is " + summary.run().state() + summary.run().reason().map(reason -> ": " + reason).orElse(""));
        }
        if (summary.progress().findings() > 0) {
            problems.add("the verifier found " + summary.progress().findings() + " differences");
        }
        for (var table : summary.progress().tables()) {
            if (!table.counts().equals(expected.get(table.table()))) {
                problems.add("counts of " + table.table() + ": expected " + expected.get(table.table()) + ", got " + table.counts());
            }
        }
        for (var table : ChatTables.ALL) {
            problems.addAll(rejects(table, source.table(table).rejects(), ports, summary.run()));
        }
        long sharing = source.sameUsernames().values().stream().mapToLong(List::size).sum();
        long warned = summary.warnings().stream().mapToLong(warning -> warning.rows()).sum();
        if (warned < sharing) {
            problems.add("only " + warned + " of " + sharing + " users with a shared username were warned of");
        }
        return problems;
    }

    private static List<String> rejects(String table, Map<String, RejectReason> planted, Ports ports, Run run) {
        var found = ports.rejects()
                .list(run.mapping(), run.target(), Optional.of(table), Integer.MAX_VALUE)
                .stream()
                .collect(Collectors.toMap(Reject::key, Reject::reason));
        var differing = new TreeMap<String, String>();
        planted.forEach((key, reason) -> {
            if (!reason.code().equals(found.remove(key))) {
                differing.put(key, "should be rejected for " + reason.code());
            }
        });
        found.forEach((key, reason) -> differing.put(key, "should not be rejected for " + reason));
        return differing.entrySet().stream().limit(5).map(entry -> table + " row " + entry.getKey() + " " + entry.getValue()).toList();
    }
}
