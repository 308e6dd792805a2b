package dev.pg2convex.convex;

import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.target.WriteRequest;
import dev.pg2convex.core.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** A server that answers as told, and a client of it. */
final class FakeConvex implements AutoCloseable {
    static final UUID RUN = new UUID(1, 2);
    static final UUID BATCH = new UUID(3, 4);

    private final MockWebServer server = new MockWebServer();
    final ConvexClient client;

    FakeConvex(Duration callTimeout) throws IOException {
        this(callTimeout, Pacer.upTo(16));
    }

    FakeConvex(Duration callTimeout, Pacer pacer) throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
        client = clientAt("http://127.0.0.1:" + server.getPort(), callTimeout, pacer);
    }

    static ConvexClient clientAt(String url, Duration callTimeout) {
        return clientAt(url, callTimeout, Pacer.upTo(16));
    }

    private static ConvexClient clientAt(String url, Duration callTimeout, Pacer pacer) {
        return new ConvexClient(new ConvexSettings(ConvexUrl.parse(url), DeployKey.parse("dev:test|s3cret"), callTimeout), pacer);
    }

    FakeConvex withTls(SSLSocketFactory certified) {
        server.useHttps(certified);
        return this;
    }

    int port() {
        return server.getPort();
    }

    FakeConvex answers(int status, String body) {
        return answers(new MockResponse.Builder().code(status).body(body));
    }

    FakeConvex answers(MockResponse.Builder response) {
        server.enqueue(response.build());
        return this;
    }

    int requests() {
        return server.getRequestCount();
    }

    static WriteRequest insert(Value.Obj set) {
        return new WriteRequest("chat", RUN, BATCH, "users", Optional.empty(), List.of(new Operation.Insert(set, List.of())));
    }

    static WriteRequest insert() {
        return insert(new Value.Obj(Map.of("name", new Value.Text("x"))));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
