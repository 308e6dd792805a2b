package dev.pg2convex.testing.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A request or an answer of HTTP/1.1 with a body of known length. */
final class HttpMessage {
    private static final int LONGEST_LINE = 1 << 16;
    private static final String LENGTH = "content-length";
    /** Of one connection, not of the message. */
    private static final Set<String> OF_CONNECTION = Set.of("connection", "keep-alive", "host", LENGTH);

    private final String start;
    private final List<String> headers;
    private final byte[] body;

    private HttpMessage(String start, List<String> headers, byte[] body) {
        this.start = start;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    static HttpMessage answer(int status, String type, byte[] body) {
        return new HttpMessage("HTTP/1.1 " + status + " Answer", List.of("Content-Type: " + type), body);
    }

    /** A call of an action of SQS, as the queue server takes it from anybody. */
    static HttpMessage queueAction(String action, byte[] body) {
        return new HttpMessage("POST / HTTP/1.1", List.of("Content-Type: application/x-amz-json-1.0", "X-Amz-Target: AmazonSQS." + action),
                body);
    }

    /** @return empty where the other side has closed before a message began */
    static Optional<HttpMessage> read(InputStream in) throws IOException {
        var start = line(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        var headers = new ArrayList<String>();
        int length = 0;
        for (var header = nextLine(in); !header.isEmpty(); header = nextLine(in)) {
            var name = name(header);
            if (name.equals("transfer-encoding")) {
                throw new IOException("a body of unknown length");
            }
            if (name.equals(LENGTH)) {
                length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
            }
            if (!OF_CONNECTION.contains(name)) {
                headers.add(header);
            }
        }
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("a body that ends early");
        }
        return Optional.of(new HttpMessage(start.get(), headers, body));
    }

    HttpMessage withBody(byte[] other) {
        return new HttpMessage(start, headers, other);
    }

    byte[] body() {
        return body;
    }

    /** A header's value; empty where there is none. */
    String header(String name) {
        return headers.stream()
                .filter(header -> name(header).equals(name.toLowerCase(Locale.ROOT)))
                .map(header -> header.substring(header.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The path of a request's URL. */
    String path() {
        return start.split(" ", 3)[1].replaceFirst("\\?.*", "");
    }

    boolean isAnswer(int status) {
        return start.startsWith("HTTP/1.1 " + status + " ");
    }

    /** As it goes over a connection. */
    byte[] bytes(String... connectionHeaders) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head(connectionHeaders));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    byte[] head(String... connectionHeaders) {
        var lines = new ArrayList<String>();
        lines.add(start);
        lines.addAll(headers);
        lines.addAll(List.of(connectionHeaders));
        lines.add("Content-Length: " + body.length);
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    private static String name(String header) {
        return header.substring(0, Math.max(0, header.indexOf(':'))).strip().toLowerCase(Locale.ROOT);
    }

    private static String nextLine(InputStream in) throws IOException {
        return line(in).orElseThrow(() -> new EOFException("a head that ends early"));
    }

    private static Optional<String> line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        for (; next != '\n'; next = in.read()) {
            if (next < 0 || bytes.size() == LONGEST_LINE) {
                throw new EOFException("a line without end");
            }
            bytes.write(next);
        }
        return Optional.of(bytes.toString(ISO_8859_1).stripTrailing());
    }
}
