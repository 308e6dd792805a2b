package dev.pg2convex.testing.proxy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** The real server. Each call has a connection of its own: a late one must not wait behind another. */
final class Upstream {
    private final InetSocketAddress address;

    Upstream(URI url) {
        address = new InetSocketAddress(url.getHost(), url.getPort());
        if (address.getAddress() == null || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("a fault proxy stands before servers on loopback only");
        }
    }

    HttpMessage call(HttpMessage request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(address);
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(request.bytes("Host: " + address.getHostString(), "Connection: close"));
            return HttpMessage.read(new BufferedInputStream(socket.getInputStream())).orElseThrow(() -> new EOFException("no answer"));
        }
    }
}
