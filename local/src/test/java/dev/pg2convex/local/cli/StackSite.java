package dev.pg2convex.local.cli;

import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.Services;
import dev.pg2convex.aws.SqsRedelivery;
import dev.pg2convex.coordinator.CoordinatorHandler;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.embedded.EmbeddedQueue;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.engine.Queues;
import dev.pg2convex.local.engine.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A stack as it stands on AWS: handlers that take from queues, a coordinator behind Lambda's API, and a command line that sees nothing else. */
final class StackSite implements AutoCloseable {
    final LocalConvexServer convex;
    final EmbeddedQueue queue = EmbeddedQueue.start();
    final Queues queues = Queues.embedded(queue);
    final AwsServer aws;
    final String database;
    private final Site site;
    private final Session functions;
    private final Path folder;
    private final Path mapping;
    private final Map<String, String> direct;

    StackSite(Site site, Path folder) throws Exception {
        this.site = site;
        this.folder = folder;
        this.mapping = site.home.resolve("examples/chat/mapping.yaml");
        convex = site.emptyChat();
        database = site.chat();
        direct = Map.of("POSTGRES_URL", site.database.url(database), "CONVEX_URL", convex.url(), "CONVEX_DEPLOY_KEY", convex.deployKey());
        site.sql(database, "INSERT INTO threads (id, user_id, clerk_user_id) VALUES (11, 1, 'c'), (31, 99, 'c'), (41, 98, 'c')");
        site.sql(database,
                "INSERT INTO messages (id, thread_id, clerk_user_id, role, content) VALUES (111, 11, 'c', 'user', 'x'), (311, 31, 'c', 'user', 'x')");
        functions = Session.open(new Services(site.database.url(database), Optional.empty(), convex.url(), convex.deployKey()),
                Tuning.DEFAULT, 2, queues);
        var coordinator = new CoordinatorHandler(functions.engine().ports(), new RunContexts(functions.engine().ports()),
                new SqsRedelivery(queues.client(), queues.urls()), Driver.ticked("functions"), TickSwitch.NONE, Metrics.NONE);
        aws = new AwsServer(queue.endpoint(), Map.of("PagesDeadLettersUrl", queue.url("pages-dlq"), "VerifyDeadLettersUrl",
                queue.url("verify-dlq"), "ControlDeadLettersUrl", queue.url("control-dlq")), coordinator);
    }

    /** A command for the stack. */
    Said said(String command, String... more) {
        return said(Map.of(), command, more);
    }

    Said said(Map<String, String> variables, String command, String... more) {
        var environment = new HashMap<>(aws.environment());
        environment.putAll(variables);
        var arguments = new ArrayList<>(List.of("--stack", AwsServer.STACK));
        arguments.addAll(List.of(more));
        return by(environment, command, arguments);
    }

    /** The same without a stack, against the same databases. */
    Said here(String command, String... more) {
        return by(direct, command, List.of(more));
    }

    CompletableFuture<Said> begun(String command, String... more) {
        return CompletableFuture.supplyAsync(() -> said(command, more));
    }

    Program program() {
        return new Program(folder, aws.environment());
    }

    String mapping() {
        return mapping.toString();
    }

    /** Holds every run before its last table, until it is rolled back. */
    Connection locked() throws Exception {
        var connection = site.connect(database);
        connection.setAutoCommit(false);
        connection.createStatement().execute("LOCK TABLE messages");
        return connection;
    }

    /** Runs that move rows now: past their first table. */
    long running() throws Exception {
        return site.count(database, "SELECT count(*) FROM pg2convex.run WHERE state = 'active' AND EXISTS (SELECT FROM pg2convex.stage"
                + " WHERE run_id = run.id AND kind = 'load' AND state = 'done')");
    }

    private Said by(Map<String, String> environment, String command, List<String> more) {
        var arguments = new ArrayList<>(List.of(command, "--mapping", mapping.toString()));
        arguments.addAll(more);
        return Said.by(new Environment(folder, environment), arguments.toArray(String[]::new));
    }

    @Override
    public void close() {
        functions.close();
        aws.close();
        queue.close();
    }
}
