package dev.pg2convex.local.dryrun;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** The result for people. */
public final class DryRunText {
    private static final String ROW = "  %-20s %11s %11s %9s %10s %10s %9s  %s%n";

    private final PrintWriter out;

    public DryRunText(PrintWriter out) {
        this.out = out;
    }

    public void print(DryRunResult result) {
        out.println();
        tables(result);
        findings(result);
        for (var note : result.notes()) {
            out.println("Note: " + note + ".");
        }
        for (var not : result.notLookedAt()) {
            out.println("Not looked at: " + not + ".");
        }
        cost(result);
        out.println(result.findings().isEmpty() ? "Nothing was written. Nothing was found."
                : "Nothing was written. Findings: " + result.findings().size() + ".");
        out.flush();
    }

    private void tables(DryRunResult result) {
        out.printf(Locale.ROOT, ROW, "table", "rows", "documents", "rejected", "bytes", "indexes", "batches", "looked at");
        for (var table : result.tables()) {
            boolean about = table.sampled();
            out.printf(Locale.ROOT, ROW, table.table(), number(about, table.rows()), number(about, table.documents()),
                    number(about, table.allRejected()), bytes(about, table.documentBytes()), bytes(true, table.allIndexBytes()),
                    number(about || table.secondBatches() > 0, table.batches() + table.secondBatches()),
                    table.sampled() ? String.format(Locale.ROOT, "a sample: %,d of about %,d rows, scaled up", table.looked(), table.rows())
                            : "every row");
        }
        out.println();
    }

    private void findings(DryRunResult result) {
        for (var finding : result.findings()) {
            out.printf(Locale.ROOT, "%s%s  %s%s%s: %s%n", finding.table(), finding.field().map(field -> "." + field).orElse(""),
                    finding.code(),
                    finding.rows() == 0 ? ""
                            : ": " + number(finding.estimated(), finding.rows()) + (finding.rows() == 1 ? " row" : " rows"),
                    example(finding), finding.message());
            out.println("  " + finding.at() + ": " + finding.advice());
        }
        if (!result.findings().isEmpty()) {
            out.println();
        }
    }

    private static String example(Finding finding) {
        Optional<String> path = finding.path().filter(where -> !where.equals(finding.field().orElse("")));
        return finding.key().map(key -> ", such as " + key + path.map(where -> " (" + where + ")").orElse("")).orElse("");
    }

    private void cost(DryRunResult result) {
        var cost = result.cost();
        boolean about = !result.exact();
        out.printf(Locale.ROOT, "%nA first run: %s calls (%s batches, %d besides), %s of storage and I/O with indexes and bookkeeping.%n",
                number(about, cost.calls()), number(about, cost.batches()), Cost.CALLS_OF_A_RUN, bytes(true, cost.storageBytes()));
        out.printf(Locale.ROOT, "Its verification reads every document twice: %s more of I/O, and calls of up to 4 MiB each.%n",
                bytes(true, cost.verificationBytes()));
        for (var plan : ConvexPlan.values()) {
            out.printf(Locale.ROOT, "  of the plan %-17s %s of the calls and %s of the I/O of a month, %s of the storage%n",
                    plan.label() + ":", share(cost.calls(), plan.calls()), share(cost.ioBytes(), plan.ioBytes()),
                    share(cost.storageBytes(), plan.storageBytes()));
        }
        for (var each : DeploymentClass.values()) {
            out.printf(Locale.ROOT, "  on %-4s about %s (%d calls at once, %d MiB a second)%n", each, duration(cost.seconds(each)),
                    each.concurrency(), each.bytesPerSecond() >> 20);
        }
        out.printf(Locale.ROOT,
                "Estimates: Convex publishes no formula for index entries; a call is assumed to take %.1f s; plans as %s has them.%n",
                Cost.SECONDS_PER_CALL, ConvexPlan.SOURCE);
    }

    private static String number(boolean about, long value) {
        return (about ? "~" : "") + String.format(Locale.ROOT, "%,d", value);
    }

    private static String bytes(boolean about, long bytes) {
        String text = bytes < 1_000 ? bytes + " B"
                : bytes < 1_000_000 ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3) : bytes < 1_000_000_000
                        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6) : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
        return (about ? "~" : "") + text;
    }

    private static String share(long part, long whole) {
        double percent = 100.0 * part / whole;
        return percent < 0.1 ? "under 0.1 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private static String duration(double seconds) {
        return seconds < 120 ? String.format(Locale.ROOT, "%.0f s", Math.max(1, seconds)) : seconds < 7_200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60) : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}
