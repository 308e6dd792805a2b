package dev.pg2convex.local.report;

import dev.pg2convex.core.message.Command.Reply.Document;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/** Which document each source row has, in every format of an {@link Export}. */
public final class IdsReport implements Consumer<Document>, AutoCloseable {
    private static final List<String> COLUMNS = List.of("table", "key", "documentId");
    private static final String LINE = "%-20s %-20s %s";

    private final Export export;

    private IdsReport(Export export) {
        this.export = export;
    }

    public static IdsReport begin(Export.Format format, PrintWriter out) {
        return new IdsReport(Export.begin(format, "ids", COLUMNS, LINE, out));
    }

    /** One row's, as a line of text or as one JSON object. */
    public static void print(Document one, boolean json, PrintWriter out) {
        try (var report = begin(json ? Export.Format.JSONL : Export.Format.TEXT, out)) {
            report.accept(one);
        }
    }

    @Override
    public void accept(Document each) {
        export.add(List.of(each.table(), each.key(), each.documentId()));
    }

    public long listed() {
        return export.written();
    }

    @Override
    public void close() {
        export.close();
    }
}
