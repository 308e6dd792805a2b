package dev.pg2convex.convex;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that answers every call with success, as told, and keeps what it was asked. */
final class RecordingConvex implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Queue<String> values = new ConcurrentLinkedQueue<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    final ConvexClient client;

    RecordingConvex() throws IOException {
        server.createContext("/", this::answer);
        server.start();
        client = FakeConvex.clientAt("http://127.0.0.1:" + server.getAddress().getPort(), Duration.ofSeconds(20));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers.getFirst("Authorization"),
                headers.getFirst("Content-Type"), new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        byte[] body = ("{\"status\":\"success\",\"value\":" + values.remove() + "}").getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    RecordingConvex succeeds(String value) {
        values.add(value);
        return this;
    }

    /** The oldest request not yet looked at. */
    Request request() {
        return requests.remove();
    }

    int requests() {
        return requests.size();
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }

    /** What was asked. */
    record Request(String method, String target, String authorization, String contentType, String body) {}
}
