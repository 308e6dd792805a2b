package dev.pg2convex.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The deployment as an application sees it, by plain HTTP: nothing of pg2convex's client is in it. */
final class Deployment implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    Deployment(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** Everything is as if it had just been made. */
    void clear() {
        call("mutation", "app:clear", MAPPER.createObjectNode());
    }

    /** @return the document's ID */
    String signUp(String handle, String plan) {
        return call("mutation", "app:signUp", MAPPER.createObjectNode().put("handle", handle).put("plan", plan)).asString();
    }

    List<JsonNode> documents(String table) {
        var documents = new ArrayList<JsonNode>();
        String cursor = null;
        JsonNode page;
        do {
            var arguments = MAPPER.createObjectNode().put("table", table);
            arguments.putObject("paginationOpts").put("numItems", 1_000).put("cursor", cursor);
            page = call("query", "app:list", arguments);
            page.path("page").forEach(documents::add);
            cursor = page.path("continueCursor").asString();
        } while (!page.path("isDone").asBoolean());
        return documents;
    }

    private JsonNode call(String kind, String path, ObjectNode arguments) {
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
                throw new IllegalStateException(path + " failed: " + answer.path("errorMessage").asString(""));
            }
            return answer.path("value");
        } catch (IOException e) {
            throw new IllegalStateException("the local Convex server did not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
