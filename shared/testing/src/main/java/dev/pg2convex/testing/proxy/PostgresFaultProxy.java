package dev.pg2convex.testing.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy before PostgreSQL, with real sockets, that cuts connections: now, after so many bytes, or over a statement, so that a commit's answer is
 * lost for certain. It reads the protocol, so TLS has to be off. Without orders it passes everything on.
 *
 * <pre>{@code
 * try (var proxy = PostgresFaultProxy.before(server.url("app"))) {
 *     proxy.follow(PostgresFaultPlan.nthCommit(2, PostgresFault.CUT_AFTER));
 *     ... work on proxy.url() ...
 * }
 * }</pre>
 */
public final class PostgresFaultProxy implements AutoCloseable {
    private final URI server;
    private final InetSocketAddress address;
    private final Gate gate = new Gate();
    private final Set<PostgresLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final Connections connections;
    private volatile Followed followed = new Followed(PostgresFaultPlan.none());
    private volatile boolean refusing;
    private volatile Cut cut = new Cut(0, Long.MAX_VALUE);

    private PostgresFaultProxy(URI server) {
        this.server = server;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        this.connections = new Connections(this::serve);
    }

    /** @param url in libpq form, of a server on loopback */
    public static PostgresFaultProxy before(String url) {
        return new PostgresFaultProxy(URI.create(url));
    }

    /** The same database through the proxy, in libpq form. */
    public String url() {
        return server.toString().replaceFirst("@[^/]*/", "@127.0.0.1:" + connections.port() + "/");
    }

    /** The same database through the proxy, in JDBC form. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + connections.port() + server.getPath() + "?user=" + server.getUserInfo();
    }

    /** Follows another plan, which numbers statements and commits from 1 again. */
    public void follow(PostgresFaultPlan plan) {
        followed = new Followed(plan);
    }

    /** Cuts every connection now. */
    public void cutAll() {
        links.forEach(PostgresLink::close);
    }

    /** Cuts the n-th connection from now, from 1, when its client has sent so many bytes: in the middle of a message, too. */
    public void cutConnection(long n, long bytes) {
        cut = new Cut(accepted.get() + n, bytes);
    }

    /** Whether a new connection is closed at once, as by a server that is starting or stopping. Those that are open stay. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** Whether no byte passes in either direction. */
    public void stall(boolean on) {
        gate.set(!on);
    }

    /** Connections so far, refused ones not counted. */
    public long connections() {
        return accepted.get();
    }

    /** Commits that clients have sent since the plan is followed. */
    public long commits() {
        return followed.commits().get();
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        if (refusing) {
            return;
        }
        long number = accepted.incrementAndGet();
        var planned = cut;
        try (var link = new PostgresLink(client, gate, planned.connection() == number ? planned.bytes() : Long.MAX_VALUE)) {
            links.add(link);
            link.pass(address, this::faultFor);
        } finally {
            links.removeIf(PostgresLink::isOver);
        }
    }

    private Optional<PostgresFault> faultFor(String statement) {
        var now = followed;
        boolean commit = PostgresMessage.isCommit(statement);
        return now.plan().faultFor(commit, (commit ? now.commits() : now.statements()).incrementAndGet());
    }

    @Override
    public void close() {
        gate.set(true);
        connections.close();
    }

    private record Cut(long connection, long bytes) {}

    private record Followed(PostgresFaultPlan plan, AtomicLong statements, AtomicLong commits) {
        Followed(PostgresFaultPlan plan) {
            this(plan, new AtomicLong(), new AtomicLong());
        }
    }
}
