package dev.pg2convex.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.aws.Services;
import dev.pg2convex.aws.SqsMessageSender;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.NotCompared;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.runtime.Assembly;
import dev.pg2convex.testing.Databases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A small source and a deployment that takes any value, with the three functions between them. */
final class VerifyBench implements AutoCloseable {
    static final List<String> TABLES = List.of("people", "notes", "tags", "badges");

    private static final Tuning TUNING = new Tuning(5, 500, 1 << 20, 4 << 20, Duration.ofSeconds(60), 100, 5, Duration.ofMillis(20));
    private static final String SOURCE = """
            CREATE TABLE people (id integer PRIMARY KEY, login text NOT NULL, name text, credits integer);
            INSERT INTO people SELECT n, 'p' || n, 'Name ' || n, CASE WHEN n % 2 = 1 THEN n END FROM generate_series(1, 11) n;
            CREATE TABLE notes (id integer PRIMARY KEY, person_id integer, body text, extra jsonb);
            INSERT INTO notes SELECT n, n % 10 + 1, 'Body ' || n, '{"a": [1, 2, {"b": 3}]}' FROM generate_series(1, 12) n;
            INSERT INTO notes VALUES (13, 99, 'an orphan', NULL);
            CREATE TABLE tags (id integer PRIMARY KEY, label text, weight integer);
            INSERT INTO tags SELECT n, 'tag ' || n, CASE WHEN n % 2 = 1 THEN n END FROM generate_series(1, 5) n;
            CREATE TABLE badges (id integer PRIMARY KEY, code text NOT NULL, title text);
            INSERT INTO badges VALUES (1, 'b1', 'One'), (2, 'b2', 'Two');""";
    private static final String MAPPING = """
            name: bench
            tables:
              people:
                match: { fields: [login], index: by_login, onMatch: update }
                fields: { login: login, name: name, credits: { column: credits, default: 0 } }
              notes:
                fields: { person: { column: person_id, ref: people }, body: body, extra: extra }
                onDelete: delete
              tags:
                shared: true
                fields: { label: label, weight: weight }
              badges:
                match: { fields: [code], index: by_code, onMatch: skip }
                fields: { code: code, title: title }
            """;

    private final LocalConvexServer server;
    private final EmbeddedQueue queue;
    private final Queues queues;
    private final Assembly assembly;
    private final Engine engine;
    private final Connection connection;
    private final PlantedConvex convex;

    /**
     * @param databases where it has one of its own
     * @param ports what a test puts between the functions and the world
     * @param verifier what it puts between the queue and the verifier
     */
    VerifyBench(Databases databases, UnaryOperator<Ports> ports, UnaryOperator<RequestHandler<SQSEvent, SQSBatchResponse>> verifier)
            throws SQLException {
        var home = Home.find();
        server = LocalConvexServer.start(home, home.resolve("local/src/test/convex"));
        var database = databases.create();
        connection = DriverManager.getConnection(databases.server().jdbcUrl(database));
        sql(SOURCE);
        convex = new PlantedConvex(server.url(), server.deployKey());
        queue = EmbeddedQueue.start();
        queues = Queues.embedded(queue);
        assembly = Assembly.open(new Services(databases.server().url(database), Optional.empty(), server.url(), server.deployKey()),
                new SqsMessageSender(queues.client(), queues.urls()), TUNING, 8);
        StoreMigrations.migrate(assembly.store());
        engine = Engine.start(ports.apply(assembly.ports()), queues, 2, verifier);
        assertInstanceOf(Reply.Registered.class, engine.execute(new Command.Register("bench", MAPPING)));
    }

    static VerifyBench plain(Databases databases) throws SQLException {
        return new VerifyBench(databases, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** @param findings in any order */
    record Result(RunProgress progress, List<Finding> findings, List<NotCompared> notCompared) {
        RunProgress.Table table(String name) {
            return progress.tables().stream().filter(table -> table.table().equals(name)).findFirst().orElseThrow();
        }

        long notCompared(String table, String... omissions) {
            var wanted = List.of(omissions);
            return notCompared.stream()
                    .filter(one -> one.table().equals(table) && wanted.contains(one.omission().code()))
                    .mapToLong(NotCompared::amount)
                    .sum();
        }
    }

    Result migrate() throws InterruptedException {
        return run(Run.Kind.MIGRATE);
    }

    Result verify() throws InterruptedException {
        return run(Run.Kind.VERIFY);
    }

    private Result run(Run.Kind kind) throws InterruptedException {
        var reply = engine.execute(new Command.Start("bench", kind, Scope.EVERYTHING, RunOptions.DEFAULT));
        var run = assertInstanceOf(Reply.Accepted.class, reply, reply::toString).runId();
        var progress = new RunFollower(new EngineDrive(engine, queues), () -> false, _ -> {}).follow("bench", run, _ -> {});
        assertEquals(Run.State.DONE, progress.run().state(), () -> progress.run().reason().orElse(""));
        var findings = engine.ports().findings();
        return new Result(progress, findings.list(run, 1_000), findings.notCompared(run));
    }

    PlantedConvex convex() {
        return convex;
    }

    /** The document of a row, as the store knows it. */
    String documentOf(String table, String key) {
        var target = engine.ports().runs().latest("bench").orElseThrow().target();
        return engine.ports().ids().byKeys(target, table, List.of(key)).get(key).documentId();
    }

    void sql(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String table) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        engine.close();
        assembly.close();
        queues.close();
        queue.close();
        convex.close();
        connection.close();
        server.close();
    }
}
