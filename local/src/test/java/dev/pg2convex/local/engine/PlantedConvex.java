package dev.pg2convex.local.engine;

import dev.pg2convex.local.demo.ConvexCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes a deployment through ordinary functions of its own, behind the back of pg2convex. */
public final class PlantedConvex implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int CHUNK = 200;

    private final ConvexCalls calls;

    public PlantedConvex(String url, String key) {
        this.calls = new ConvexCalls(url, key);
    }

    /** @return the new documents' IDs */
    public List<String> insert(String table, List<Map<String, ?>> documents) {
        var ids = new ArrayList<String>();
        call("mutation", "plant:insert", Map.of("table", table, "documents", documents)).forEach(id -> ids.add(id.asString()));
        return ids;
    }

    String insert(String table, Map<String, ?> document) {
        return insert(table, List.of(document)).getFirst();
    }

    public void patch(String table, String id, Map<String, ?> fields) {
        call("mutation", "plant:patch", Map.of("table", table, "id", id, "fields", fields));
    }

    void remove(String table, String id) {
        call("mutation", "plant:remove", Map.of("table", table, "id", id));
    }

    /** The first hundred documents, oldest first, with these fields of theirs. */
    public List<JsonNode> documents(String table, String... fields) {
        var arguments = new HashMap<String, Object>(Map.of("protocol", 1, "table", table, "limit", 100, "fields", List.of(fields)));
        arguments.put("cursor", null);
        return List.copyOf(call("query", "pg2convex/documents:scan", arguments).path("documents").values());
    }

    public long count(String table) {
        return call("query", "plant:count", Map.of("table", table)).asLong();
    }

    /** Deletes all documents of these tables. */
    public void clear(List<String> tables) {
        for (var table : tables) {
            while (call("mutation", "plant:clear", Map.of("table", table, "limit", CHUNK)).asLong() > 0) {
                // Until none is left: one call has its limits.
            }
        }
    }

    private JsonNode call(String kind, String path, Map<String, ?> arguments) {
        try {
            return calls.call(kind, path, MAPPER.valueToTree(arguments));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
