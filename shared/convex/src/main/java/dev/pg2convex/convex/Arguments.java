package dev.pg2convex.convex;

import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.core.target.WriteRequest;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The arguments of the functions, as protocol version {@value Target#PROTOCOL} has them. */
final class Arguments {
    private final JsonGenerator json;
    private final ValueWriter values;

    Arguments(JsonGenerator json) {
        this.json = json;
        this.values = new ValueWriter(json);
    }

    static Consumer<Arguments> handshake(String mapping) {
        return args -> args.text("mapping", mapping);
    }

    static Consumer<Arguments> begin(BeginRequest request) {
        return args -> {
            args.run(request.mapping(), request.runId());
            args.text("storeId", request.storeId());
            args.text("target", request.target());
            args.textOrNull("expectedRun", request.expectedRun());
            args.json.writeName("tables");
            args.json.writeStartArray();
            for (var table : request.tables()) {
                args.json.writeStartObject();
                args.text("name", table.name());
                args.flag("mayHaveDocuments", table.mayHaveDocuments());
                args.json.writeEndObject();
            }
            args.json.writeEndArray();
        };
    }

    static Consumer<Arguments> write(WriteRequest request) {
        return args -> {
            args.run(request.mapping(), request.runId());
            args.text("batchId", request.batchId().toString());
            args.text("table", request.table());
            request.match().ifPresent(args::match);
            args.json.writeName("operations");
            args.json.writeStartArray();
            request.operations().forEach(args::operation);
            args.json.writeEndArray();
        };
    }

    static Consumer<Arguments> settle(String mapping, UUID runId, UUID batchId) {
        return args -> {
            args.run(mapping, runId);
            args.text("batchId", batchId.toString());
        };
    }

    static Consumer<Arguments> listReceipts(String mapping, Optional<String> cursor, int limit) {
        return args -> {
            args.protocol();
            args.text("mapping", mapping);
            args.page(cursor, limit);
        };
    }

    static Consumer<Arguments> limited(String mapping, UUID runId, int limit) {
        return args -> {
            args.run(mapping, runId);
            args.number("limit", limit);
        };
    }

    static Consumer<Arguments> claim(String mapping, UUID runId, String table, List<String> documents) {
        return args -> {
            args.run(mapping, runId);
            args.text("table", table);
            args.texts("documents", documents);
        };
    }

    static Consumer<Arguments> release(String mapping, UUID runId, Optional<String> table, Optional<String> cursor, int limit) {
        return args -> {
            args.run(mapping, runId);
            args.textOrNull("table", table);
            args.page(cursor, limit);
        };
    }

    static Consumer<Arguments> documents(String table, List<String> ids, List<String> fields) {
        return args -> {
            args.protocol();
            args.text("table", table);
            args.texts("ids", ids);
            args.texts("fields", fields);
        };
    }

    static Consumer<Arguments> scan(String table, Optional<String> cursor, int limit, List<String> fields) {
        return args -> {
            args.protocol();
            args.text("table", table);
            args.page(cursor, limit);
            args.texts("fields", fields);
        };
    }

    private void match(Match match) {
        json.writeName("match");
        json.writeStartObject();
        text("index", match.index());
        texts("fields", match.fields());
        text("onMatch", match.onMatch().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }

    private void operation(Operation operation) {
        json.writeStartObject();
        switch (operation) {
            case Operation.Insert insert -> {
                text("op", "insert");
                changes(insert.set(), insert.unset());
            }
            case Operation.Update update -> {
                text("op", "update");
                text("id", update.id());
                changes(update.set(), update.unset());
            }
            case Operation.Delete delete -> {
                text("op", "delete");
                text("id", delete.id());
                flag("unlink", delete.unlink());
            }
        }
        json.writeEndObject();
    }

    private void changes(Value.Obj set, List<String> unset) {
        json.writeName("set");
        values.write(set);
        texts("unset", unset);
    }

    private void run(String mapping, UUID runId) {
        protocol();
        text("mapping", mapping);
        text("runId", runId.toString());
    }

    private void protocol() {
        number("protocol", Target.PROTOCOL);
    }

    private void page(Optional<String> cursor, int limit) {
        textOrNull("cursor", cursor);
        number("limit", limit);
    }

    private void number(String name, int value) {
        json.writeName(name);
        json.writeNumber(value);
    }

    private void flag(String name, boolean value) {
        json.writeName(name);
        json.writeBoolean(value);
    }

    private void text(String name, String value) {
        json.writeName(name);
        json.writeString(value);
    }

    private void textOrNull(String name, Optional<String> value) {
        json.writeName(name);
        value.ifPresentOrElse(json::writeString, json::writeNull);
    }

    private void texts(String name, List<String> values) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
