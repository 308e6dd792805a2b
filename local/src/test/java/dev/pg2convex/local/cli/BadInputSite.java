package dev.pg2convex.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import dev.pg2convex.embedded.LocalConvexServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all cases of bad input share: a database of odd tables, deployments that lack something, a role that may not do much. */
final class BadInputSite implements AutoCloseable {
    private static final String ODD = "oddities";

    private final Site site;
    private final Path folder;
    private final ConvexFolders folders;
    private final String chat;
    private final Map<String, LocalConvexServer> servers = new HashMap<>();
    private final Set<String> databases = new HashSet<>();
    private final HttpServer website;

    /** @param folder an empty one */
    BadInputSite(Site site, Path folder) throws SQLException, IOException {
        this.site = site;
        this.folder = folder;
        this.folders = new ConvexFolders(site.home, folder);
        this.chat = site.chat();
        databases.addAll(List.of(chat, ODD));
        site.sql("postgres", "CREATE ROLE reader LOGIN PASSWORD 'another'; CREATE ROLE limited LOGIN");
        var rules = Path.of(site.text("postgres", "SHOW hba_file"));
        Files.writeString(rules, "host all reader 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        site.sql("postgres", "SELECT pg_reload_conf()");
        site.database.createDatabase(ODD);
        site.sql(ODD, resource("bad/odd.sql"));
        Files.writeString(folder.resolve("taken"), "");
        website = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        website.createContext("/", exchange -> {
            var page = "<html></html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        website.start();
    }

    /** Neither a migration store, but where a case says so, nor a document. */
    void assertNothingWritten() throws SQLException, InterruptedException {
        for (var database : databases) {
            assertFalse(site.hasStore(database), database);
        }
        for (var server : servers.entrySet()) {
            assertEquals(0, Site.documents(server.getValue()), server.getKey());
        }
    }

    @Override
    public void close() {
        website.stop(0);
        // Too many to be kept, and no other test's.
        site.endServers();
    }

    LocalConvexServer server(String name) {
        return servers.computeIfAbsent(name, this::start);
    }

    private LocalConvexServer start(String name) {
        return switch (name) {
            case "chat" -> site.convex(name, folders.chat());
            case "without queries" -> site.convex(name, folders.chat(), "--deny", "runInternalQueries");
            case "without mutations" -> site.convex(name, folders.chat(), "--deny", "runInternalMutations");
            case "without functions" -> site.convex(name, folders.withoutFunctions());
            case "of another version" -> site.convex(name, folders.otherVersion());
            case "without own tables" -> site.convex(name, folders.schema("no-tables", text -> text.replace("...pg2convexTables,", "")));
            case "odd" -> site.convex(name, folders.schema("odd", _ -> resource("bad/odd-schema.ts")));
            default -> throw new IllegalArgumentException("no deployment " + name);
        };
    }

    private static String resource(String name) {
        try (var stream = BadInputSite.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database of a case: the chat example's, one of its own, or the odd one. */
    String source(String name) throws SQLException {
        return switch (name) {
            case "chat" -> chat;
            case "odd" -> ODD;
            case "own" -> site.chat();
            default -> throw new IllegalArgumentException("no source " + name);
        };
    }

    /** A copy of the chat example's database, changed, in which nothing is to be written all the same. */
    String changed(String sql) throws SQLException {
        var database = site.chat();
        databases.add(database);
        site.sql(database, sql);
        return database;
    }

    String url(String database, String role) {
        return site.database.url(database).replace("postgres@", role + "@");
    }

    /** A web server that is no deployment. */
    String website() {
        return "http://127.0.0.1:" + website.getAddress().getPort();
    }

    String mapping() throws IOException {
        return site.mapping();
    }

    Path folder() {
        return folder;
    }
}
