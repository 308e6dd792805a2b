package dev.pg2convex.testing.proxy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP proxy before the local Convex server, with real sockets, that does to each call what its plan says. Without a plan it passes everything on.
 *
 * <pre>{@code
 * try (var proxy = ConvexFaultProxy.before(server.url())) {
 *     proxy.follow(FaultPlan.nth(ConvexCall.WRITE, 2, new ConvexFault.CommitThenDrop()));
 *     ... run a worker against proxy.url() with the server's own key ...
 *     proxy.follow(FaultPlan.none());
 *     proxy.drain();                 // nothing is on its way any more, no zombie either
 *     proxy.counts().of(ConvexCall.WRITE);
 * }
 * }</pre>
 *
 * <p>A fault that lasts for a while is a plan that is followed for a while. A server that cannot be reached looks like a connection that breaks.
 */
public final class ConvexFaultProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConvexFaultProxy.class);

    private final Upstream upstream;
    private final HeldCalls held = new HeldCalls();
    private final Tally tally = new Tally();
    private final Connections connections;
    private volatile Followed followed = new Followed(FaultPlan.none(), new Numbering());
    private volatile boolean redacting;

    private ConvexFaultProxy(URI server) {
        this.upstream = new Upstream(server);
        this.connections = new Connections(this::serve);
    }

    /** @param url of a server on loopback */
    public static ConvexFaultProxy before(String url) {
        return new ConvexFaultProxy(URI.create(url));
    }

    /** Where clients find it; any key is passed on. */
    public String url() {
        return "http://127.0.0.1:" + connections.port();
    }

    /** Follows another plan, which numbers the calls from 1 again. What is on its way keeps its fault. */
    public void follow(FaultPlan plan) {
        followed = new Followed(plan, new Numbering());
    }

    /** Whether the deployment hides the texts of errors, as a production deployment does. At first it does not. */
    public void redact(boolean on) {
        redacting = on;
    }

    /** Lets all delayed and late calls go now. */
    public void release() {
        held.release();
    }

    /** Lets all delayed and late calls go, and waits until nothing is on its way: for when no client calls any more. */
    public void drain() throws InterruptedException {
        held.drain();
    }

    /** Since the start. */
    public FaultCounts counts() {
        return tally.counts();
    }

    private void serve(Socket socket) throws IOException, InterruptedException {
        try (var client = new ClientSide(socket)) {
            for (var request = client.next(); request.isPresent(); request = client.next()) {
                held.begin();
                try {
                    carry(request.get(), client);
                } finally {
                    held.end();
                }
            }
        }
    }

    private void carry(HttpMessage request, ClientSide client) throws IOException, InterruptedException {
        var now = followed;
        var call = now.numbering().next(ConvexBodies.function(request.body()).orElseGet(request::path));
        var fault = now.plan().faultFor(call);
        tally.called(call.function(), fault);
        fault.ifPresent(met -> LOG.debug("call {} of {}: {}", call.numberOfFunction(), call.function(), met.label()));
        new FaultyExchange(upstream, held, tally, redacting).carry(call, request, fault, client);
    }

    /** Cuts every connection; a call that is held never arrives. */
    @Override
    public void close() {
        connections.close();
    }

    private record Followed(FaultPlan plan, Numbering numbering) {}
}
