package dev.pg2convex.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A port on loopback as far away as one is told: what goes through to the real one and back takes a round trip more. Bandwidth is not limited. */
final class DistantPort implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final byte[] END = {};

    private final ServerSocket server;
    private final int port;
    private final long oneWay;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private DistantPort(ServerSocket server, int port, Duration roundTrip) {
        this.server = server;
        this.port = port;
        this.oneWay = roundTrip.toNanos() / 2;
    }

    /** @param port of a server on loopback */
    static DistantPort before(int port, Duration roundTrip) {
        try {
            var server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
            var distant = new DistantPort(server, port, roundTrip);
            Thread.ofVirtual().name("distant-port").start(distant::accept);
            return distant;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same URL at this port. */
    String url(String url) {
        var real = URI.create(url);
        return url.replace(":" + real.getPort(), ":" + server.getLocalPort());
    }

    /** Data on its way, and when it arrives. */
    private record Chunk(byte[] bytes, long arrives) {}

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                var far = new Socket();
                sockets.add(near);
                sockets.add(far);
                far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                carry(near, far);
                carry(far, near);
            } catch (IOException _) {
                // Closed, or nobody is there; whoever connected sees the end of its connection.
            }
        }
    }

    private void carry(Socket from, Socket to) throws IOException {
        var way = new LinkedBlockingQueue<Chunk>();
        var in = from.getInputStream();
        var out = to.getOutputStream();
        Thread.ofVirtual().start(() -> read(in, way));
        Thread.ofVirtual().start(() -> write(way, out, to));
    }

    private void read(InputStream in, LinkedBlockingQueue<Chunk> way) {
        var buffer = new byte[CHUNK];
        try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                way.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + oneWay));
            }
        } catch (IOException _) {
            // As good as its end.
        }
        way.add(new Chunk(END, System.nanoTime() + oneWay));
    }

    private void write(LinkedBlockingQueue<Chunk> way, OutputStream out, Socket to) {
        try (to) {
            for (var chunk = way.take(); chunk.bytes().length > 0; chunk = way.take()) {
                Thread.sleep(Duration.ofNanos(Math.max(0, chunk.arrives() - System.nanoTime())));
                out.write(chunk.bytes());
            }
        } catch (IOException _) {
            // The other side has gone.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(to);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
