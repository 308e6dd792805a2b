package dev.pg2convex.testing.proxy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP proxy before the queue server, with real sockets, that doubles, reorders, loses and redelivers messages as its plan says. Clients come here
 * by {@code AWS_ENDPOINT_URL_SQS}; the URLs of the queues stay as they are. Without a plan it passes everything on.
 */
public final class QueueFaultProxy implements AutoCloseable {
    static final int LATEST_SECONDS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(QueueFaultProxy.class);

    private final Upstream upstream;
    private final Connections connections;
    private final Random random;
    private final AtomicReference<Followed> followed = new AtomicReference<>(new Followed(QueueFaultPlan.none(), new Numbering()));

    private QueueFaultProxy(URI server, long seed) {
        this.upstream = new Upstream(server);
        this.random = new Random(seed);
        this.connections = new Connections(this::serve);
    }

    /** @param seed of delays and orders */
    public static QueueFaultProxy before(URI endpoint, long seed) {
        return new QueueFaultProxy(endpoint, seed);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + connections.port());
    }

    /** Follows another plan, which numbers the calls from 1 again. */
    public void follow(QueueFaultPlan plan) {
        followed.set(new Followed(plan, new Numbering()));
    }

    /** Every message of the queue is lost; one that is being worked on cannot come back. */
    public void loseEverything(String queueUrl) throws IOException {
        var answer = upstream.call(QueueBodies.purge(queueUrl));
        if (!answer.isAnswer(200)) {
            throw new IOException("the queue was not purged");
        }
    }

    private void serve(Socket socket) throws IOException {
        try (var client = new ClientSide(socket)) {
            for (var request = client.next(); request.isPresent(); request = client.next()) {
                carry(request.get(), client);
            }
        }
    }

    private void carry(HttpMessage request, ClientSide client) throws IOException {
        var action = request.header("X-Amz-Target").replaceFirst(".*\\.", "");
        var now = followed.get();
        var fault = now.plan().faultFor(action, now.numbering().next(action).numberOfFunction());
        fault.ifPresent(met -> LOG.debug("{}: {}", action, met));
        carry(action, request, fault, client);
    }

    private void carry(String action, HttpMessage request, Optional<QueueFault> fault, ClientSide client) throws IOException {
        if (fault.isEmpty()) {
            client.answer(upstream.call(request));
            return;
        }
        boolean sends = action.startsWith("SendMessage");
        boolean receives = action.equals("ReceiveMessage");
        switch (fault.get()) {
            case SENT_TWICE -> {
                if (sends) {
                    upstream.call(request);
                }
                client.answer(upstream.call(request));
            }
            case SENT_LATE -> client.answer(upstream.call(sends ? QueueBodies.delayed(request, random, LATEST_SECONDS) : request));
            case RECEIVED_TWICE -> {
                var received = upstream.call(request);
                if (receives) {
                    for (var call : QueueBodies.makeVisible(request, received)) {
                        upstream.call(call);
                    }
                }
                client.answer(received);
            }
            case RECEIVED_SHUFFLED -> {
                var received = upstream.call(request);
                client.answer(receives ? QueueBodies.shuffled(received, random) : received);
            }
            case ANSWER_LOST -> {
                upstream.call(request);
                client.close();
            }
            case UNAVAILABLE -> client.answer(QueueBodies.unavailable());
        }
    }

    @Override
    public void close() {
        connections.close();
    }

    private record Followed(QueueFaultPlan plan, Numbering numbering) {}
}
