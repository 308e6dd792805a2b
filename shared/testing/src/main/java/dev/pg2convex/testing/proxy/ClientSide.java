package dev.pg2convex.testing.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A client's connection, with the ways to answer it badly. */
final class ClientSide implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    ClientSide(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** @return empty when the client has gone */
    Optional<HttpMessage> next() throws IOException {
        return socket.isClosed() ? Optional.empty() : HttpMessage.read(in);
    }

    void answer(HttpMessage answer) throws IOException {
        out.write(answer.bytes());
    }

    void answerInPieces(HttpMessage answer, int pieces, Duration pause) throws IOException, InterruptedException {
        var bytes = answer.bytes();
        int size = Math.max(1, Math.ceilDiv(bytes.length, pieces));
        for (int from = 0; from < bytes.length; from += size) {
            Thread.sleep(pause);
            out.write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
    }

    /** The head announces the whole body. */
    void truncate(HttpMessage answer) throws IOException {
        writeHalf(answer);
        close();
    }

    void reset(HttpMessage answer) throws IOException {
        writeHalf(answer);
        socket.setSoLinger(true, 0);
        close();
    }

    private void writeHalf(HttpMessage answer) throws IOException {
        out.write(answer.head());
        out.write(answer.body(), 0, answer.body().length / 2);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
