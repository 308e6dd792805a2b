package dev.pg2convex.aws;

import dev.pg2convex.aws.CommandRequest.Origin;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.message.Query.Sought;
import dev.pg2convex.core.store.Place;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Queries as JSON: {@code {"version":1,"command":"ids","mapping":"chat","tables":["users"],"key":"42"}}. */
final class QueryCodec {
    private QueryCodec() {}

    static void encode(Query query, ObjectNode json) {
        switch (query) {
            case Query.Status status -> put(json, "status", status.mapping(), status.run());
            case Query.Report report -> put(json, "report", report.mapping(), report.run());
            case Query.Rejects rejects -> {
                json.put("command", "rejects").put("mapping", rejects.mapping());
                rejects.tables().forEach(json.putArray("tables")::add);
                rejects.reasons().forEach(json.putArray("reasons")::add);
                put(json, rejects.after());
            }
            case Query.Ids ids -> {
                json.put("command", "ids").put("mapping", ids.mapping());
                ids.tables().forEach(json.putArray("tables")::add);
                switch (ids.sought()) {
                    case Sought.Row row -> json.put("key", row.key());
                    case Sought.Document document -> json.put("document", document.id());
                    case Sought.Every every -> put(json, every.after());
                }
            }
        }
    }

    private static void put(ObjectNode json, String command, String mapping, Optional<UUID> run) {
        json.put("command", command).put("mapping", mapping);
        run.ifPresent(id -> json.put("run", id.toString()));
    }

    private static void put(ObjectNode json, Optional<Place> after) {
        after.ifPresent(place -> json.putObject("after").put("table", place.table()).put("key", place.key()));
    }

    static Query decode(String name, Fields fields, String mapping, Origin origin) {
        if (name.equals("status")) {
            return new Query.Status(mapping, fields.optionalUuid("run"));
        }
        if (origin != Origin.DIRECT) {
            throw fields.problem("command", "is answered to a direct invocation only; nobody would read the answer");
        }
        return switch (name) {
            case "report" -> new Query.Report(mapping, fields.optionalUuid("run"));
            case "rejects" -> new Query.Rejects(mapping, fields.texts("tables"), fields.texts("reasons"), place(fields));
            default -> ids(fields, mapping);
        };
    }

    private static Query ids(Fields fields, String mapping) {
        var tables = fields.texts("tables");
        var key = fields.anyText("key").map(Sought.Row::new);
        var document = fields.optionalText("document").map(Sought.Document::new);
        var after = place(fields);
        if (Stream.of(key, document, after).filter(Optional::isPresent).count() > 1) {
            throw fields.problem(key.isPresent() ? "key" : "document", "expected only one of `key`, `document` and `after`");
        }
        if (key.isPresent() && tables.size() != 1) {
            throw fields.problem("key", "goes with exactly one table in `tables`");
        }
        return new Query.Ids(mapping, tables, sought(key, document, after));
    }

    private static Sought sought(Optional<Sought.Row> row, Optional<Sought.Document> document, Optional<Place> after) {
        return row.<Sought>map(found -> found).or(() -> document).orElseGet(() -> new Sought.Every(after));
    }

    private static Optional<Place> place(Fields fields) {
        return fields.object("after").map(after -> {
            var place = new Place(after.text("table"),
                    after.anyText("key").orElseThrow(() -> after.problem("key", "is missing; expected a string")));
            after.end();
            return place;
        });
    }
}
