package dev.pg2convex.local.report;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.store.Rejects.Listed;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/** Rejects, in every format of an {@link Export}. */
public final class RejectsReport implements Consumer<Listed>, AutoCloseable {
    private static final List<String> COLUMNS = List.of("table", "key", "reason", "field", "message", "run");

    private final Export export;

    private RejectsReport(Export export) {
        this.export = export;
    }

    public static RejectsReport begin(Export.Format format, PrintWriter out) {
        return new RejectsReport(Export.begin(format, "rejects", COLUMNS, "%-20s %-20s %-24s %-24s %s", out));
    }

    @Override
    public void accept(Listed each) {
        var reject = each.reject();
        export.add(List.of(reject.table(), reject.key(), reject.reason(), reject.field().orElse(""), message(reject.reason()),
                each.runId().toString()));
    }

    public long listed() {
        return export.written();
    }

    @Override
    public void close() {
        export.close();
    }

    private static String message(String code) {
        for (var reason : RejectReason.values()) {
            if (reason.code().equals(code)) {
                return reason.explanation();
            }
        }
        return "";
    }
}
