package dev.pg2convex.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A Convex deployment whose key can be replaced: the local server behind a door that knows one key at a time, and refuses others as Convex does. */
final class KeyedConvex implements AutoCloseable {
    private static final byte[] REFUSAL = "{\"code\":\"BadAdminKey\",\"message\":\"The provided admin key was invalid for this instance\"}"
            .getBytes(UTF_8);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer door;
    private final String url;
    private final String innerKey;
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String key;

    KeyedConvex(String url, String innerKey, String key) throws IOException {
        this.url = url;
        this.innerKey = innerKey;
        this.key = key;
        this.door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.createContext("/", this::answer);
        door.start();
    }

    String url() {
        return "http://127.0.0.1:" + door.getAddress().getPort();
    }

    /** From now on only this one. */
    void rotate(String to) {
        key = to;
    }

    int refused() {
        return refused.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (!("Convex " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                refused.incrementAndGet();
                send(exchange, 401, REFUSAL);
                return;
            }
            var request = HttpRequest.newBuilder(URI.create(url + exchange.getRequestURI()))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Convex " + innerKey)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            var response = client.send(request, BodyHandlers.ofByteArray());
            send(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        door.stop(0);
        client.close();
    }
}
