package dev.pg2convex.testing.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on a free port of loopback and serves each connection on a virtual thread of its own. */
final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final int BACKLOG = 200;

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    Connections(Service service) {
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
        threads.execute(() -> accept(service));
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(Service service) {
        while (!server.isClosed()) {
            try {
                hand(server.accept(), service);
            } catch (IOException e) {
                LOG.debug("no more connections: {}", e.getClass().getSimpleName());
            }
        }
    }

    private void hand(Socket socket, Service service) {
        try {
            threads.execute(() -> serve(service, socket));
        } catch (RejectedExecutionException _) {
            quietly(socket);
        }
    }

    private void serve(Service service, Socket socket) {
        open.add(socket);
        try (socket) {
            service.serve(socket);
        } catch (IOException e) {
            LOG.debug("a connection broke: {}", e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        quietly(server);
        threads.shutdownNow();
        open.forEach(Connections::quietly);
        threads.close();
    }

    static void quietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing failed: {}", e.getClass().getSimpleName());
        }
    }

    /** What is done with a connection; it is closed afterwards. */
    @FunctionalInterface
    interface Service {
        void serve(Socket socket) throws IOException, InterruptedException;
    }
}
