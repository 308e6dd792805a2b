package dev.pg2convex.local.cli;

import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.demo.ConvexCalls;
import dev.pg2convex.local.engine.PlantedConvex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A PostgreSQL server with databases of a test's own, and local Convex servers of several makes, each started when it is first asked for. Tests
 * have it one after the other: {@link SharedSite}.
 */
final class Site implements AutoCloseable {
    private static final int PAGE = 1_000;
    private static final String TEMPLATE = "chat_template";
    private static final List<String> OWN_TABLES = List.of("pg2convex_fences", "pg2convex_receipts", "pg2convex_owners");
    static final String VALUE = "value-of-a-row";

    final Path home = Home.find();
    final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final Path folder;
    private final ConvexFolders folders;
    private final Map<String, LocalConvexServer> servers = new HashMap<>();
    /** By database; a test that waits asks many times a second. */
    private final Map<String, Connection> kept = new HashMap<>();
    private int made;

    Site() throws SQLException, IOException {
        folder = Files.createTempDirectory("pg2convex-site");
        folders = new ConvexFolders(home, folder);
        database.createDatabase(TEMPLATE);
        try (var connection = connect(TEMPLATE)) {
            ChatTables.create(connection);
        }
    }

    /** A new database with the chat tables and one user, whose values no message may show. */
    String chat() throws SQLException {
        var name = "chat_" + ++made;
        sql("postgres", "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY file_copy");
        sql(name, "INSERT INTO users (clerk_user_id, email) VALUES ('" + VALUE + "', '" + VALUE + "@example.org')");
        return name;
    }

    /** The chat example's server, empty; with the functions of {@link PlantedConvex}. */
    LocalConvexServer emptyChat() {
        return emptied(servers.computeIfAbsent("chat to plant", _ -> LocalConvexServer.start(home, folders.chatToPlant())), ChatTables.ALL);
    }

    /** A server with the tables of {@link Notes}, empty; with the functions of {@link PlantedConvex}. */
    LocalConvexServer emptyNotes() {
        return emptied(convex("notes", home.resolve(Notes.CONVEX)), Notes.TABLES);
    }

    private static LocalConvexServer emptied(LocalConvexServer server, List<String> tables) {
        try (var planted = new PlantedConvex(server.url(), server.deployKey())) {
            planted.clear(tables);
            planted.clear(OWN_TABLES);
        }
        return server;
    }

    /** Ends all Convex servers; what is asked for again is started again. */
    void endServers() {
        servers.values().forEach(LocalConvexServer::close);
        servers.clear();
    }

    /** The server of that name; made with this folder and these options where it is new. */
    LocalConvexServer convex(String name, Path folder, String... options) {
        return servers.computeIfAbsent(name, _ -> LocalConvexServer.start(home, folder, List.of(options)));
    }

    /** A new database of that many rows, see {@link Notes}. */
    String notes() throws SQLException {
        var name = "notes_" + ++made;
        database.createDatabase(name);
        sql(name, Notes.SOURCE);
        return name;
    }

    /** A copy of a database, as it is now. */
    String copy(String name) throws SQLException {
        var copy = "copy_" + ++made;
        leave(name);
        sql("postgres", "CREATE DATABASE " + copy + " TEMPLATE " + name + " STRATEGY file_copy");
        return copy;
    }

    Connection connect(String name) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(name));
    }

    private synchronized Connection kept(String name) throws SQLException {
        var connection = kept.get(name);
        if (connection == null) {
            connection = connect(name);
            kept.put(name, connection);
        }
        return connection;
    }

    private synchronized void leave(String name) throws SQLException {
        var connection = kept.remove(name);
        if (connection != null) {
            connection.close();
        }
    }

    void sql(String name, String statement) throws SQLException {
        try (var each = kept(name).createStatement()) {
            each.execute(statement);
        }
    }

    long count(String name, String query) throws SQLException {
        return Long.parseLong(text(name, query));
    }

    String text(String name, String query) throws SQLException {
        try (var statement = kept(name).createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    boolean hasStore(String name) throws SQLException {
        return count(name, "SELECT count(*) FROM pg_namespace WHERE nspname = 'pg2convex'") == 1;
    }

    /** How many users, threads and messages a deployment has, by plain calls; one without the application's functions has none. */
    static long documents(LocalConvexServer convex) throws InterruptedException {
        var documents = new ArrayList<JsonNode>();
        try (var calls = new ConvexCalls(convex.url(), convex.deployKey())) {
            for (var function : List.of("app:listUsers", "app:listThreads", "app:listMessages")) {
                calls.each(function, PAGE, ConvexCalls.arguments(), documents::add);
            }
        } catch (IllegalStateException _) {
            return documents.size();
        }
        return documents.size();
    }

    String mapping() throws IOException {
        return Files.readString(home.resolve("examples/chat/mapping.yaml"));
    }

    @Override
    public void close() throws IOException, SQLException {
        endServers();
        for (var connection : kept.values()) {
            connection.close();
        }
        database.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
