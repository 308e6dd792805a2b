package dev.pg2convex.local.report;

import dev.pg2convex.core.run.Counts;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A summary as one JSON object. */
public final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonReport() {}

    public static String of(Summary summary) {
        return object(summary).toString();
    }

    /** Of several runs after each other: what they did together, where the last one left things, and each by itself under {@code runs}. */
    public static String of(List<Summary> runs, List<String> problems) {
        var last = runs.getLast();
        var json = object(last);
        var did = runs.stream().map(Summary::total).reduce(Counts.NONE, Counts::plus);
        json.put("inserted", did.inserted())
                .put("adopted", did.adopted())
                .put("updated", did.updated())
                .put("recreated", did.recreated())
                .put("deleted", did.deleted());
        json.put("seconds", runs.stream().mapToLong(run -> run.took().toMillis()).sum() / 1000.0);
        problems.forEach(json.putArray("problems")::add);
        var each = json.putArray("runs");
        runs.forEach(run -> each.add(object(run)));
        return json.toString();
    }

    private static ObjectNode object(Summary summary) {
        var json = MAPPER.createObjectNode();
        json.put("mapping", summary.run().mapping())
                .put("run", summary.run().id().toString())
                .put("state", summary.run().state().name().toLowerCase(Locale.ROOT));
        summary.run().reason().filter(reason -> !reason.isEmpty()).ifPresent(reason -> json.put("reason", reason));
        put(json, summary.total(), summary.progress().findings());
        var reasons = json.putObject("rejectedByReason");
        summary.rejectedByReason().forEach(reasons::put);
        json.put("seconds", summary.took().toMillis() / 1000.0);
        summary.alarms().put(json);
        var tables = json.putObject("tables");
        for (var table : summary.progress().tables()) {
            var node = put(tables.putObject(table.table()), table.counts(), table.findings()).put("compared", table.compared())
                    .put("scanned", table.scanned());
            var omitted = node.putObject("notCompared");
            summary.notCompared()
                    .stream()
                    .filter(one -> one.table().equals(table.table()))
                    .forEach(one -> omitted.put(one.omission().code(), one.amount()));
        }
        return json;
    }

    private static ObjectNode put(ObjectNode json, Counts counts, long findings) {
        return json.put("rows", counts.rows())
                .put("inserted", counts.inserted())
                .put("adopted", counts.adopted())
                .put("updated", counts.updated())
                .put("unchanged", counts.unchanged())
                .put("recreated", counts.recreated())
                .put("deleted", counts.deleted())
                .put("rejected", counts.rejected())
                .put("findings", findings);
    }
}
