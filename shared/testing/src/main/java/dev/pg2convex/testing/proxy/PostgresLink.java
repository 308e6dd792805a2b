package dev.pg2convex.testing.proxy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection to the server and back, read message by message. */
final class PostgresLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLink.class);

    private final Socket client;
    private final Socket server = new Socket();
    private final Gate gate;
    private final long cutAfterBytes;
    /** An answer that the client does not get: the connection is cut when the server is ready again. */
    private volatile boolean swallowing;
    private long sent;

    /** @param cutAfterBytes of the client */
    PostgresLink(Socket client, Gate gate, long cutAfterBytes) {
        this.client = client;
        this.gate = gate;
        this.cutAfterBytes = cutAfterBytes;
    }

    /** Until either side has gone. */
    void pass(InetSocketAddress address, Judge judge) throws IOException, InterruptedException {
        server.connect(address);
        server.setTcpNoDelay(true);
        client.setTcpNoDelay(true);
        var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        if (!login(in)) {
            return;
        }
        var answers = Thread.ofVirtual().start(this::passAnswers);
        try {
            passStatements(in, judge);
        } finally {
            close();
            answers.join();
        }
    }

    /** @return false where there is nothing more to pass, as after a request to cancel */
    private boolean login(DataInputStream in) throws IOException, InterruptedException {
        var first = PostgresMessage.read(in, false);
        while (first.asksForEncryption()) {
            send(first);
            int letter = server.getInputStream().read();
            if (letter < 0) {
                return false;
            }
            client.getOutputStream().write(letter);
            first = PostgresMessage.read(in, false);
        }
        return send(first);
    }

    private void passStatements(DataInputStream in, Judge judge) throws IOException, InterruptedException {
        while (!client.isClosed()) {
            var message = PostgresMessage.read(in, true);
            switch (message.statement().flatMap(judge::faultFor).orElse(null)) {
                case CUT_BEFORE -> {
                    return;
                }
                case CUT_AFTER -> swallowing = true;
                case null -> {
                    // It passes.
                }
            }
            if (!send(message)) {
                return;
            }
        }
    }

    private boolean send(PostgresMessage message) throws IOException, InterruptedException {
        gate.pass();
        sent += message.bytes().length;
        int beyond = (int) Math.max(0, sent - cutAfterBytes);
        server.getOutputStream().write(message.bytes(), 0, Math.max(0, message.bytes().length - beyond));
        return beyond == 0;
    }

    private void passAnswers() {
        try {
            var in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
            while (true) {
                var message = PostgresMessage.read(in, true);
                gate.pass();
                if (!swallowing) {
                    client.getOutputStream().write(message.bytes());
                } else if (message.isReadyForQuery()) {
                    break;
                }
            }
        } catch (IOException e) {
            LOG.debug("the server's side ended: {}", e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    boolean isOver() {
        return client.isClosed();
    }

    @Override
    public void close() {
        Connections.quietly(client);
        Connections.quietly(server);
    }

    /** Says what happens over a statement. */
    @FunctionalInterface
    interface Judge {
        Optional<PostgresFault> faultFor(String statement);
    }
}
