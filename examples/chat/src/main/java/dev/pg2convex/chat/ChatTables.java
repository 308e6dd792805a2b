package dev.pg2convex.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The chat application's tables in Postgres; their documents' tables in Convex have the same names. */
public final class ChatTables {
    public static final String USERS = "users";
    public static final String THREADS = "threads";
    public static final String MESSAGES = "messages";
    /** Parents first. */
    public static final List<String> ALL = List.of(USERS, THREADS, MESSAGES);

    private ChatTables() {}

    /** The SQL that creates them. */
    public static String sql() {
        try (var in = ChatTables.class.getResourceAsStream("chat.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates them, empty. */
    public static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql());
        }
    }
}
