package dev.pg2convex.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.cli.Environment;
import dev.pg2convex.local.cli.Root;
import dev.pg2convex.local.demo.ConvexCalls;
import dev.pg2convex.testing.Databases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who owns a database and moves it as the guide says: init, a Convex deployment with what came of it, run. Nothing is edited. */
final class Owner implements AutoCloseable {
    private static final int PAGE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final Connection connection;
    private final Map<String, String> variables = new HashMap<>();
    private LocalConvexServer convex;

    private Owner(Path folder, Connection connection, String url) {
        this.folder = folder;
        this.connection = connection;
        variables.put("POSTGRES_URL", url);
    }

    /** @param sql what the database is made of */
    static Owner of(Databases databases, Path folder, String sql) throws SQLException {
        var name = databases.create();
        var server = databases.server();
        var owner = new Owner(folder, DriverManager.getConnection(server.jdbcUrl(name)), server.url(name));
        owner.execute(sql);
        return owner;
    }

    static String resource(String name) {
        try (var in = Objects.requireNonNull(Owner.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connection() {
        return connection;
    }

    /** What a command, carried out in this process, printed and ended with. */
    record Said(int code, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }

        Said expect(int expected) {
            assertEquals(expected, code, () -> out + err);
            return this;
        }
    }

    Said says(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Root.execute(arguments, new Environment(folder, variables), new PrintWriter(out, true), new PrintWriter(err, true));
        return new Said(code, out.toString(), err.toString());
    }

    /** From the catalog to a deployment that has its tables. */
    Said init(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("init", "--out", folder.toString()));
        all.addAll(List.of(arguments));
        var said = says(all.toArray(String[]::new)).expect(0);
        Files.writeString(folder.resolve("convex/looking.ts"), resource("looking.ts"));
        convex = LocalConvexServer.start(Home.find(), folder.resolve("convex"));
        variables.put("CONVEX_URL", convex.url());
        variables.put("CONVEX_DEPLOY_KEY", convex.deployKey());
        return said;
    }

    /** What is set aside is told with it. */
    Said run() {
        var said = says("run", "--json", "--mapping", mapping());
        return said.code() == 0 ? said : new Said(said.code(), said.out(), said.err() + says("rejects", "--mapping", mapping()).out());
    }

    String mapping() {
        return folder.resolve("mapping.yaml").toString();
    }

    /** All documents of a table, by plain reads. */
    List<JsonNode> documents(String table) throws InterruptedException {
        var documents = new ArrayList<JsonNode>();
        try (var calls = new ConvexCalls(convex.url(), convex.deployKey())) {
            calls.each("looking:list", PAGE, ConvexCalls.arguments().put("table", table), documents::add);
        }
        return documents;
    }

    @Override
    public void close() throws SQLException {
        if (convex != null) {
            convex.close();
        }
        connection.close();
    }
}
