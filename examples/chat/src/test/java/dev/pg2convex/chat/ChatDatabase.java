package dev.pg2convex.chat;

import dev.pg2convex.embedded.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server for this module's tests, with a fresh database for each connection that is asked for. */
final class ChatDatabase {
    private static final EmbeddedDatabase SERVER = EmbeddedDatabase.start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }

    private ChatDatabase() {}

    /** A connection to a new database with the chat tables, empty. */
    static Connection withTables() throws SQLException {
        String name = "chat" + DATABASES.incrementAndGet();
        SERVER.createDatabase(name);
        var connection = DriverManager.getConnection(SERVER.jdbcUrl(name));
        ChatTables.create(connection);
        return connection;
    }

    static long count(Connection connection, String sql) throws SQLException {
        return Long.parseLong(texts(connection, sql).getFirst());
    }

    /** The first column. */
    static List<String> texts(Connection connection, String sql) throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
