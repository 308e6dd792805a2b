package dev.pg2convex.localstack;

import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.demo.ChatTexts;
import dev.pg2convex.local.demo.ConvexCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The chat application's database, filled, and its Convex project in the local Convex server, empty. */
final class Chat implements AutoCloseable {
    static final String MAPPING = "chat";
    private static final ChatSize SIZE = new ChatSize(ChatSize.LEAST_USERS, 7);

    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final LocalConvexServer convex;
    private final Connection connection;
    private final ConvexCalls calls;

    Chat() throws SQLException {
        var home = Home.find();
        convex = LocalConvexServer.start(home, home.resolve("examples/chat/convex"));
        calls = new ConvexCalls(convex.url(), convex.deployKey());
        database.createDatabase(MAPPING);
        connection = DriverManager.getConnection(database.jdbcUrl(MAPPING));
        ChatTables.create(connection);

        ChatData.generate(connection, SIZE);
    }

    static String mapping() throws IOException {
        return Files.readString(Home.find().resolve("examples/chat/mapping.yaml"));
    }

    /** For the secret. */
    Map<String, String> services() {
        return Map.of("POSTGRES_URL", database.url(MAPPING), "CONVEX_URL", convex.url(), "CONVEX_DEPLOY_KEY", convex.deployKey());
    }

    String convexUrl() {
        return convex.url();
    }

    String convexKey() {
        return convex.deployKey();
    }

    long count(String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    void sql(String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    /** What plain SQL says that should be in Convex, and what plain reads find there. */
    Map<String, List<String>> expected() throws SQLException {
        return ChatTexts.expected(connection).byTable();
    }

    Map<String, List<String>> actual() throws InterruptedException {
        return ChatTexts.of(ChatTexts.documents(calls));
    }

    @Override
    public void close() throws SQLException {
        calls.close();
        connection.close();
        convex.close();
        database.close();
    }
}
