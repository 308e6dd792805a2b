package dev.pg2convex.local.report;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records as lines of text, as CSV (RFC 4180), as one JSON object per line, or as one JSON object; each is written as it comes. */
public final class Export implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Format format;
    private final List<String> columns;
    private final String line;
    private final PrintWriter out;
    private long written;

    private Export(Format format, List<String> columns, String line, PrintWriter out) {
        this.format = format;
        this.columns = List.copyOf(columns);
        this.line = line;
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

    /**
     * Begins with the heading, where the format has one.
     *
     * @param name of the records' array in the JSON object
     * @param line the format of a line of text, given the values in the order of the columns
     */
    static Export begin(Format format, String name, List<String> columns, String line, PrintWriter out) {
        switch (format) {
            case CSV -> out.print(csv(columns));
            case JSON -> out.print("{\"" + name + "\":[");
            case TEXT, JSONL -> {
                // They have no heading.
            }
        }
        return new Export(format, columns, line, out);
    }

    /** @param values in the order of the columns */
    void add(List<String> values) {
        switch (format) {
            case TEXT -> out.println(String.format(Locale.ROOT, line, values.toArray()).stripTrailing());
            case CSV -> out.print(csv(values));
            case JSONL -> out.println(json(values));
            case JSON -> out.print((written == 0 ? "" : ",") + json(values));
        }
        written++;
    }

    long written() {
        return written;
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

    private ObjectNode json(List<String> values) {
        var json = MAPPER.createObjectNode();
        IntStream.range(0, columns.size()).forEach(i -> json.put(columns.get(i), values.get(i)));
        return json;
    }
}
