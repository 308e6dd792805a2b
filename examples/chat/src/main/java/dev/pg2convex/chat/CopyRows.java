package dev.pg2convex.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Rows into one table by COPY in its text format, one row in memory at a time. */
final class CopyRows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final PGCopyOutputStream out;
    private final StringBuilder line = new StringBuilder();

    CopyRows(Connection connection, String table, String columns) throws SQLException {
        out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), "COPY " + table + " (" + columns + ") FROM STDIN", BUFFER);
    }

    /** @param cells in the columns' order; null is a SQL null, everything else its text */
    void row(Object... cells) {
        line.setLength(0);
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                line.append('\t');
            }
            if (cells[i] == null) {
                line.append("\\N");
            } else {
                escape(cells[i].toString());
            }
        }
        line.append('\n');
        try {
            out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> line.append(c);
            }
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
