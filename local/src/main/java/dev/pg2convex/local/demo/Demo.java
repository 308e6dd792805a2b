package dev.pg2convex.local.demo;

import dev.pg2convex.aws.Services;
import dev.pg2convex.chat.ChatApplication;
import dev.pg2convex.chat.ChatChanges;
import dev.pg2convex.chat.ChatData;
import dev.pg2convex.chat.ChatSize;
import dev.pg2convex.chat.ChatTables;
import dev.pg2convex.chat.Manifest;
import dev.pg2convex.chat.SignUp;
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
import dev.pg2convex.local.report.TextReport;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The chat example, from an empty database to a verified deployment: load, changes, re-sync. */
public final class Demo {
    private static final String DATABASE = "chat";
    private static final String MAPPING = "chat";
    /** Four mutations at once keep the local Convex server busy, which works on one at a time. */
    private static final int CONCURRENCY = 4;

    private final ChatSize size;
    private final String mapping;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param mapping the text of the mapping file
     * @param out where the summaries go
     * @param err where progress goes
     */
    public Demo(ChatSize size, String mapping, PrintWriter out, PrintWriter err) {
        this.size = size;
        this.mapping = mapping;
        this.out = out;
        this.err = err;
    }

    /** @param problems what is not as it should be; empty when everything is right */
    public record Result(List<Summary> runs, List<String> problems) {
        public Result {
            runs = List.copyOf(runs);
            problems = List.copyOf(problems);
        }
    }

    public Result run() throws SQLException, InterruptedException {
        say("Starting PostgreSQL and the local Convex server");
        var home = Home.find();
        try (var database = EmbeddedDatabase.start(); var convex = LocalConvexServer.start(home, home.resolve("examples/chat/convex"))) {
            database.createDatabase(DATABASE);
            try (var connection = DriverManager.getConnection(database.jdbcUrl(DATABASE));
                    var calls = new ConvexCalls(convex.url(), convex.deployKey())) {
                say(String.format(Locale.ROOT, "Filling the source: %,d users, %,d threads, %,d messages (seed %d), nasty on purpose",
                        size.users(), size.threads(), size.messages(), size.seed()));
                ChatTables.create(connection);
                var manifest = ChatData.generate(connection, size);
                var signUps = ChatApplication.signUps(connection, manifest);
                say(String.format(Locale.ROOT, "Letting the application sign up %,d of the users in Convex first", signUps.size()));
                var application = new Application(calls);
                var ids = application.signUp(signUps);
                var services = new Services(database.url(DATABASE), Optional.empty(), convex.url(), convex.deployKey());
                try (var session = Session.open(services, Tuning.DEFAULT, CONCURRENCY)) {
                    return run(session, connection, manifest, application, signUps, ids);
                }
            }
        }
    }

    private Result run(Session session, Connection connection, Manifest manifest, Application application, List<SignUp> signUps,
            Map<String, String> ids) throws SQLException, InterruptedException {
        var runner = new Runner(session, err);
        var ports = session.engine().ports();
        runner.register(MAPPING, mapping);

        say("Migrating");
        var load = migrate(runner);
        new TextReport(out, Optional.empty()).print(load);
        var problems = new ArrayList<>(Check.problems(load, manifest.firstRun(), manifest, ports));
        if (!load.run().state().ended()) {
            return new Result(List.of(load), problems);
        }

        say("Changing the source: inserts, updates, deletes");
        var changed = ChatChanges.apply(connection, manifest, size.seed() + 1);
        say("Re-syncing");
        var resync = migrate(runner);
        new TextReport(out, Optional.empty()).print(resync);
        problems.addAll(Check.problems(resync, changed.counts(), changed.after(), ports));
        problems.addAll(application.problems(signUps, ids));
        return new Result(List.of(load, resync), problems);
    }

    private static Summary migrate(Runner runner) throws InterruptedException {
        return runner.follow(runner.accepted(new Command.Start(MAPPING, Run.Kind.MIGRATE, Scope.EVERYTHING, RunOptions.DEFAULT)));
    }

    private void say(String what) {
        err.println(what + " ...");
        err.flush();
    }
}
