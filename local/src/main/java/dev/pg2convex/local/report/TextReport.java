package dev.pg2convex.local.report;

import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.core.store.RejectReason;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** A summary for people. */
public final class TextReport {
    /** Findings shown one by one; the rest is only counted. */
    private static final int SHOWN = 20;
    private static final String ROW = "  %-20s %9s %9s %9s %9s %9s %9s %9s %9s%n";

    private final PrintWriter out;
    private final Optional<Again> again;

    /** @param again empty where nothing is left that a further command could look at */
    public TextReport(PrintWriter out, Optional<Again> again) {
        this.out = out;
        this.again = again;
    }

    public void print(Summary summary) {
        out.println();
        if (summary.run().kind() == Run.Kind.MIGRATE) {
            table(summary);
            rejects(summary);
            warnings(summary);
        }
        verification(summary);
        summary.alarms().print(out, again);
        out.println(ending(summary));
        out.flush();
    }

    private void table(Summary summary) {
        out.printf(Locale.ROOT, ROW, "table", "rows", "inserted", "adopted", "updated", "unchanged", "recreated", "deleted", "rejected");
        for (var table : summary.progress().tables()) {
            row(table.table(), table.counts());
        }
        if (summary.progress().tables().size() > 1) {
            row("all", summary.total());
        }
        out.println();
    }

    private void row(String name, Counts counts) {
        out.printf(Locale.ROOT, ROW, name, number(counts.rows()), number(counts.inserted()), number(counts.adopted()),
                number(counts.updated()), number(counts.unchanged()), number(counts.recreated()), number(counts.deleted()),
                number(counts.rejected()));
    }

    private void rejects(Summary summary) {
        if (summary.rejectedByReason().isEmpty()) {
            return;
        }
        out.println("Rejected" + again.map(further -> " (" + further.command("rejects") + " lists them)").orElse("") + ":");
        summary.rejectedByReason()
                .forEach((reason, rows) -> out.printf(Locale.ROOT, "  %9s  %-20s %s%n", number(rows), reason, explanation(reason)));
        out.println();
    }

    private static String explanation(String code) {
        for (var reason : RejectReason.values()) {
            if (reason.code().equals(code)) {
                return reason.explanation();
            }
        }
        return "";
    }

    private static String explanation(Omission omission) {
        return switch (omission) {
            case REJECTED_ROW -> "rows that are rejected";
            case LINKED_ROW -> "rows that are only linked to a document of the application's";
            case REJECTED_DOCUMENT -> "documents that stand as last written, their rows being rejected now";
            case KEPT_DOCUMENT -> "documents that are kept though their rows are gone";
            case LINKED_DOCUMENT -> "documents of the application's that are only linked to a row";
            case APPLICATION_DOCUMENT -> "documents of the application's own in shared tables";
        };
    }

    private void warnings(Summary summary) {
        for (var warning : summary.warnings()) {
            out.printf(Locale.ROOT, "Warning: %s rows of %s share their %s with another row; the mapping says to keep them all.%n",
                    number(warning.rows()), warning.table(), warning.field());
        }
    }

    private void verification(Summary summary) {
        long compared = summary.progress().tables().stream().mapToLong(RunProgress.Table::compared).sum();
        long scanned = summary.progress().tables().stream().mapToLong(RunProgress.Table::scanned).sum();
        if (compared == 0 && scanned == 0) {
            if (summary.run().state() == Run.State.DONE) {
                out.println("Not verified.");
            }
            return;
        }
        out.printf(Locale.ROOT, "Verified: every mapped field of %s rows against their documents, and %s documents against the rows: %s%n",
                number(compared), number(scanned),
                summary.progress().findings() == 0 ? "no difference." : number(summary.progress().findings()) + " differences:");
        summary.omitted()
                .forEach((omission, amount) -> out.printf(Locale.ROOT, "Not compared: %s %s.%n", number(amount), explanation(omission)));
        if (!summary.run().scope().tables().isEmpty()) {
            out.println("Not looked at: every table but " + String.join(", ", summary.run().scope().tables())
                    + (summary.run().scope().part().isPresent() ? ", and of that all rows but those asked for." : "."));
        }
        for (var finding : summary.findings().stream().limit(SHOWN).toList()) {
            out.printf(Locale.ROOT, "  %-22s %s%s%s%s%n", finding.kind().code(), finding.table(),
                    finding.key().map(key -> " row " + key).orElse(""), finding.field().map(field -> " field " + field).orElse(""),
                    finding.documentId().map(id -> " document " + id).orElse(""));
        }
        if (summary.progress().findings() > SHOWN) {
            out.println("  ... and " + number(summary.progress().findings() - SHOWN) + " more");
        }
    }

    private static String ending(Summary summary) {
        var reason = summary.run().reason().filter(text -> !text.isEmpty()).map(text -> ": " + text).orElse(".");
        return String.format(Locale.ROOT, "Run %s is %s after %.1f s%s", summary.run().id(),
                summary.run().state().name().toLowerCase(Locale.ROOT), summary.took().toMillis() / 1000.0, reason);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
