package dev.pg2convex.localstack;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Lambda's Invoke for one function, whose handler is of this JVM: LocalStack has no executor here. */
final class LambdaServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NO_SUCH_FUNCTION = 404;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final String path;
    private final RequestStreamHandler handler;
    private final Supplier<Context> contexts;

    LambdaServer(String function, RequestStreamHandler handler, Supplier<Context> contexts) {
        this.path = "/2015-03-31/functions/" + function + "/invocations";
        this.handler = handler;
        this.contexts = contexts;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(NO_SUCH_FUNCTION, -1);
                return;
            }
            var answer = new ByteArrayOutputStream();
            handler.handleRequest(exchange.getRequestBody(), answer, contexts.get());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(OK, answer.size());
            answer.writeTo(exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
