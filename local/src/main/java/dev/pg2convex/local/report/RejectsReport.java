package dev.pg2convex.local.report;

import dev.pg2convex.core.store.RejectReason;
import dev.pg2convex.core.store.Rejects.Listed;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rejects as text, as CSV (RFC 4180), as one JSON object per line, or as one JSON object; each is written as it comes. */
public final class RejectsReport implements Consumer<Listed>, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> COLUMNS = List.of("table", "key", "reason", "field", "message", "run");

    private final Format format;
    private final PrintWriter out;
    private long listed;

    private RejectsReport(Format format, PrintWriter out) {
        this.format = format;
        this.out = out;
    }

    /** How they are written. */
    public enum Format {
        TEXT, CSV, JSONL, JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static RejectsReport begin(Format format, PrintWriter out) {
        switch (format) {
            case CSV -> out.print(csv(COLUMNS));
            case JSON -> out.print("{\"rejects\":[");
            case TEXT, JSONL -> {
                // They have no heading.
            }
        }
        return new RejectsReport(format, out);
    }

    @Override
    public void accept(Listed each) {
        var reject = each.reject();
        var values = List.of(reject.table(), reject.key(), reject.reason(), reject.field().orElse(""), message(reject.reason()),
                each.runId().toString());
        switch (format) {
            case TEXT -> out.printf(Locale.ROOT, "%-20s %-20s %-24s %-24s %s%n", values.get(0), values.get(1), values.get(2), values.get(3),
                    values.get(4));
            case CSV -> out.print(csv(values));
            case JSONL -> out.println(json(values));
            case JSON -> out.print((listed == 0 ? "" : ",") + json(values));
        }
        listed++;
    }

    public long listed() {
        return listed;
    }

    @Override
    public void close() {
        if (format == Format.JSON) {
            out.println("]}");
        }
    }

    private static String csv(List<String> values) {
        return values.stream()
                .map(value -> value.matches("[^\",\r\n]*") ? value : "\"" + value.replace("\"", "\"\"") + "\"")
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static ObjectNode json(List<String> values) {
        var json = MAPPER.createObjectNode();
        for (int i = 0; i < COLUMNS.size(); i++) {
            json.put(COLUMNS.get(i), values.get(i));
        }
        return json;
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
