package dev.pg2convex.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls functions of a Convex project, as an application does; nothing of pg2convex's own client is in it. */
public final class ConvexCalls implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    public ConvexCalls(String url, String key) {
        this.url = url;
        this.key = key;
    }

    public static ObjectNode arguments() {
        return MAPPER.createObjectNode();
    }

    /** @param kind {@code query} or {@code mutation} */
    public JsonNode call(String kind, String path, ObjectNode arguments) throws InterruptedException {
        var body = MAPPER.createObjectNode().put("path", path).put("format", "json");
        body.set("args", arguments);
        var request = HttpRequest.newBuilder(URI.create(url + "/api/" + kind))
                .header("Content-Type", "application/json")
                .header("Authorization", "Convex " + key)
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            var answer = MAPPER.readTree(client.send(request, BodyHandlers.ofString()).body());
            if (!answer.path("status").asString("").equals("success")) {
                throw new IllegalStateException("the example's own function " + path + " failed");
            }
            return answer.path("value");
        } catch (IOException e) {
            throw new IllegalStateException("the local Convex server did not answer " + path, e);
        }
    }

    /** All documents of a query that takes {@code paginationOpts}, page by page. */
    public void each(String query, int pageSize, ObjectNode arguments, Consumer<JsonNode> document) throws InterruptedException {
        String cursor = null;
        JsonNode page;
        do {
            arguments.putObject("paginationOpts").put("numItems", pageSize).put("cursor", cursor);
            page = call("query", query, arguments);
            page.path("page").forEach(document);
            cursor = page.path("continueCursor").asString();
        } while (!page.path("isDone").asBoolean());
    }

    @Override
    public void close() {
        client.close();
    }
}
