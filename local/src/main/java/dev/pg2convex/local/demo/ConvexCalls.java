package dev.pg2convex.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls functions of a Convex project, as an application does; nothing of pg2convex's own client is in it. */
final class ConvexCalls implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    ConvexCalls(String url, String key) {
        this.url = url;
        this.key = key;
    }

    static ObjectNode arguments() {
        return MAPPER.createObjectNode();
    }

    /** @param kind {@code query} or {@code mutation} */
    JsonNode call(String kind, String path, ObjectNode arguments) throws InterruptedException {
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

    @Override
    public void close() {
        client.close();
    }
}
