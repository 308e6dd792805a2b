package dev.pg2convex.testing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** One message of PostgreSQL's protocol, as its bytes; the type is 0 for those before the login, which have none. */
final class PostgresMessage {
    private static final int LONGEST = 1 << 28;
    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final char type;
    private final byte[] bytes;

    private PostgresMessage(char type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    static PostgresMessage read(DataInputStream in, boolean typed) throws IOException {
        char type = typed ? (char) in.readUnsignedByte() : 0;
        int length = in.readInt();
        if (length < Integer.BYTES || length > LONGEST) {
            throw new IOException("no message of PostgreSQL");
        }
        int head = typed ? 1 + Integer.BYTES : Integer.BYTES;
        var message = ByteBuffer.allocate(head - Integer.BYTES + length);
        if (typed) {
            message.put((byte) type);
        }
        message.putInt(length);
        if (in.readNBytes(message.array(), head, length - Integer.BYTES) < length - Integer.BYTES) {
            throw new EOFException("half a message");
        }
        return new PostgresMessage(type, message.array());
    }

    byte[] bytes() {
        return bytes;
    }

    /** The client asks for encryption; the server answers with one letter. */
    boolean asksForEncryption() {
        int code = bytes.length >= 2 * Integer.BYTES ? ByteBuffer.wrap(bytes).getInt(Integer.BYTES) : 0;
        return type == 0 && (code == SSL_REQUEST || code == GSS_REQUEST);
    }

    /** The server has answered everything so far. */
    boolean isReadyForQuery() {
        return type == 'Z';
    }

    /** The text of a statement that a client sends, by the simple or the extended protocol; empty for any other message. */
    Optional<String> statement() {
        return switch (type) {
            case 'Q' -> Optional.of(text(1 + Integer.BYTES));
            case 'P' -> Optional.of(text(1 + Integer.BYTES + text(1 + Integer.BYTES).getBytes(UTF_8).length + 1));
            default -> Optional.empty();
        };
    }

    static boolean isCommit(String statement) {
        return statement.strip().replaceFirst(";$", "").toUpperCase(Locale.ROOT).equals("COMMIT");
    }

    private String text(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, UTF_8);
    }
}
