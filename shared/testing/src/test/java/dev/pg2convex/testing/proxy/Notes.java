package dev.pg2convex.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.embedded.LocalConvexServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the local server's own fixture: notes that are added, and counted. */
final class Notes implements AutoCloseable {
    static final String ADD = "notes:add";
    private static final Path HOME = Path.of(System.getProperty("pg2convex.home", "../.."));

    private final LocalConvexServer server = LocalConvexServer.start(HOME, HOME.resolve("convex/local/fixture"));
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    String url() {
        return server.url();
    }

    /** Asked of the server itself, not through a proxy. */
    int count() throws IOException, InterruptedException {
        var counted = body(http.send(request(server.url(), "query", "notes:count", "{}"), HttpResponse.BodyHandlers.ofString(UTF_8)));
        return counted.path("value").intValue();
    }

    HttpResponse<String> add(String url) throws IOException, InterruptedException {
        return http.send(adding(url), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    CompletableFuture<HttpResponse<String>> addLater(String url) {
        return http.sendAsync(adding(url), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    HttpResponse<String> fail(String url, String how) throws IOException, InterruptedException {
        return http.send(request(url, "mutation", "notes:fail", "{\"how\":\"" + how + "\"}"), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    HttpResponse<String> handshake(String url) throws IOException, InterruptedException {
        return http.send(request(url, "query", ConvexCall.HANDSHAKE, "{\"mapping\":\"notes\"}"), HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    static JsonNode body(HttpResponse<String> response) {
        assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpRequest adding(String url) {
        return request(url, "mutation", ADD, "{\"title\":\"" + "x".repeat(10_000) + "\"}");
    }

    private HttpRequest request(String url, String kind, String function, String args) {
        // The arguments stand first, as they may.
        var body = "{\"args\":" + args + ",\"path\":\"" + function + "\",\"format\":\"json\"}";
        return HttpRequest.newBuilder(URI.create(url + "/api/" + kind))
                .header("Content-Type", "application/json")
                .header("Authorization", "Convex " + server.deployKey())
                .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .build();
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
