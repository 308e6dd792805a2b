package dev.pg2convex.local.dryrun;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The result as one JSON object; docs/plan.md says what its fields are. */
public final class DryRunJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DryRunJson() {}

    public static String of(DryRunResult result) {
        var json = MAPPER.createObjectNode();
        json.put("mapping", result.mapping()).put("source", result.source()).put("target", result.target()).put("exact", result.exact());
        total(json, result);
        var tables = json.putObject("tables");
        result.tables().forEach(table -> put(tables.putObject(table.table()), table));
        var findings = json.putArray("findings");
        result.findings().forEach(finding -> put(findings.addObject(), finding));
        result.notes().forEach(json.putArray("notes")::add);
        result.notLookedAt().forEach(json.putArray("notLookedAt")::add);
        cost(json, result.cost());
        return json.toString();
    }

    private static void total(ObjectNode json, DryRunResult result) {
        json.put("rows", result.tables().stream().mapToLong(TableFigures::rows).sum())
                .put("documents", result.tables().stream().mapToLong(TableFigures::documents).sum())
                .put("rejected", result.tables().stream().mapToLong(TableFigures::allRejected).sum());
        result.rejectedByReason().forEach(json.putObject("rejectedByReason")::put);
    }

    private static void put(ObjectNode json, TableFigures table) {
        json.put("rows", table.rows())
                .put("looked", table.looked())
                .put("sampled", table.sampled())
                .put("documents", table.documents())
                .put("rejected", table.allRejected());
        table.rejectedByReason().forEach(json.putObject("rejectedByReason")::put);
        json.put("documentBytes", table.documentBytes()).put("indexBytes", table.allIndexBytes());
        table.indexBytes().forEach(json.putObject("indexes")::put);
        json.put("bookkeepingBytes", table.bookkeepingBytes())
                .put("batches", table.batches())
                .put("secondBatches", table.secondBatches())
                .put("existing", table.existing().name().toLowerCase(Locale.ROOT));
    }

    private static void put(ObjectNode json, Finding finding) {
        json.put("table", finding.table());
        finding.field().ifPresent(field -> json.put("field", field));
        json.put("code", finding.code()).put("rows", finding.rows()).put("estimated", finding.estimated());
        finding.key().ifPresent(key -> json.put("key", key));
        finding.path().ifPresent(path -> json.put("path", path));
        json.put("at", finding.at().toString()).put("message", finding.message()).put("advice", finding.advice());
    }

    private static void cost(ObjectNode json, Cost cost) {
        var node = json.putObject("cost");
        node.put("batches", cost.batches())
                .put("calls", cost.calls())
                .put("storageBytes", cost.storageBytes())
                .put("ioBytes", cost.ioBytes())
                .put("verificationBytes", cost.verificationBytes())
                .put("assumedSecondsPerCall", Cost.SECONDS_PER_CALL);
        var seconds = node.putObject("seconds");
        for (var each : DeploymentClass.values()) {
            seconds.put(each.name(), cost.seconds(each));
        }
        var plans = node.putObject("plans");
        for (var plan : ConvexPlan.values()) {
            plans.putObject(plan.label())
                    .put("calls", (double) cost.calls() / plan.calls())
                    .put("io", (double) cost.ioBytes() / plan.ioBytes())
                    .put("storage", (double) cost.storageBytes() / plan.storageBytes());
        }
    }
}
