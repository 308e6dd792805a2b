package dev.pg2convex.benchmarks;

import dev.pg2convex.aws.Services;
import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.local.Home;
import dev.pg2convex.local.cli.Runner;
import dev.pg2convex.local.engine.Session;
import dev.pg2convex.local.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The chat example between a PostgreSQL server and a local Convex server that are as far away as one is told. */
final class ChatMigration implements AutoCloseable {
    private static final String MAPPING = "chat";
    /** As the demo: the local Convex server works on one mutation at a time. */
    private static final int CONCURRENCY = 4;

    private final EmbeddedDatabase database = EmbeddedDatabase.start();
    private final LocalConvexServer convex;
    private final DistantPort toDatabase;
    private final DistantPort toConvex;
    private final Session session;
    private final String mapping;

    ChatMigration(int users, Duration roundTrip) throws SQLException, IOException {
        var home = Home.find();
        mapping = Files.readString(home.resolve("examples/chat/mapping.yaml"));
        convex = LocalConvexServer.start(home, home.resolve("examples/chat/convex"));
        database.createDatabase(MAPPING);
        try (var connection = DriverManager.getConnection(database.jdbcUrl(MAPPING))) {
            ChatTables.create(connection);
            ChatData.generate(connection, new ChatSize(users, 1));
        }
        var near = database.url(MAPPING);
        toDatabase = DistantPort.before(URI.create(near).getPort(), roundTrip);
        toConvex = DistantPort.before(URI.create(convex.url()).getPort(), roundTrip);
        session = Session.open(new Services(toDatabase.url(near), Optional.empty(), toConvex.url(convex.url()), convex.deployKey()),
                Tuning.DEFAULT, CONCURRENCY);
    }

    /** Moves all rows, or finds that nothing is to be done. */
    Summary migrate() throws InterruptedException {
        return run(Run.Kind.MIGRATE);
    }

    /** Compares all rows with their documents. */
    Summary verify() throws InterruptedException {
        return run(Run.Kind.VERIFY);
    }

    Ports ports() {
        return session.assembly().ports();
    }

    String mapping() {
        return mapping;
    }

    private Summary run(Run.Kind kind) throws InterruptedException {
        var runner = new Runner(session, new PrintWriter(Writer.nullWriter()));
        runner.register(MAPPING, mapping);
        var options = new RunOptions(kind == Run.Kind.VERIFY, false, false, false);
        var summary = runner.follow(runner.accepted(new Command.Start(MAPPING, kind, Scope.EVERYTHING, options)));
        if (summary.run().state() != Run.State.DONE || summary.progress().findings() != 0) {
            throw new IllegalStateException("the run is not as it should be: " + summary.run());
        }
        return summary;
    }

    @Override
    public void close() {
        session.close();
        toDatabase.close();
        toConvex.close();
        convex.close();
        database.close();
    }
}
