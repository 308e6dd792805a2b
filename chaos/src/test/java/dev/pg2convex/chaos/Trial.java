package dev.pg2convex.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.embedded.LocalConvexServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One migration from nothing to the verdict, in a source and queues of its own. */
final class Trial implements AutoCloseable {
    private static final Duration VISIBILITY = Duration.ofSeconds(2);
    private static final int MAX_RECEIVES = 5;
    private static final int RUNS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Runnable release;
    private final String jdbcUrl;
    private final Parts parts;
    private final Connection connection;
    private final SourceWriter writer;
    private final Deployment deployment;
    private final Map<String, String> signedUp;

    private Trial(Runnable release, String jdbcUrl, Parts parts, Connection connection, SourceWriter writer, Deployment deployment,
            Map<String, String> signedUp) {
        this.release = release;
        this.jdbcUrl = jdbcUrl;
        this.parts = parts;
        this.connection = connection;
        this.writer = writer;
        this.deployment = deployment;
        this.signedUp = signedUp;
    }

    /** @param release gives the Convex server back, when the trial is over */
    static Trial prepare(Bench bench, LocalConvexServer convex, Runnable release, String name, long seed) throws Exception {
        bench.database().createDatabase(name);
        var jdbcUrl = bench.database().jdbcUrl(name);
        var connection = DriverManager.getConnection(jdbcUrl);
        try (var statement = connection.createStatement()) {
            statement.execute(Scenario.text("tables.sql"));
        }
        var writer = new SourceWriter(connection, seed, new Ledger());
        writer.fill();
        var deployment = new Deployment(convex.url(), convex.deployKey());
        deployment.clear();
        var signedUp = new HashMap<String, String>();
        for (var handle : List.of("h1", "h4", "h9", "h12", "h15")) {
            signedUp.put(handle, deployment.signUp(handle, "plan of " + handle));
        }
        var urls = new EnumMap<QueueName, String>(QueueName.class);
        for (var queue : QueueName.values()) {
            urls.put(queue, bench.queue().createQueue(name + "_" + queue, VISIBILITY, MAX_RECEIVES));
        }
        var parts = new Parts(bench.database().url(name), convex.url(), convex.deployKey(), bench.queue().endpoint().toString(), urls);
        return new Trial(release, jdbcUrl, parts, connection, writer, deployment, signedUp);
    }

    /** The source, which is the store too. */
    String jdbcUrl() {
        return jdbcUrl;
    }

    Parts parts() {
        return parts;
    }

    /** For a proxy before it. */
    String convexUrl() {
        return parts.convexUrl();
    }

    /** The same, with another way to Convex. */
    Parts parts(String convexUrl) {
        return new Parts(parts.postgresUrl(), convexUrl, parts.convexKey(), parts.queueEndpoint(), parts.queueUrls());
    }

    SourceWriter writer() {
        return writer;
    }

    /** Changes the source a little. */
    void change(int transactions) throws Exception {
        for (int n = 0; n < transactions; n++) {
            writer.write();
        }
    }

    /** What the operator does after a fault: the same command again, until it says that it is done. */
    RunProgress recover() throws Exception {
        try (var victim = Victim.start(parts)) {
            return recover(victim);
        }
    }

    RunProgress recover(Victim victim) throws Exception {
        RunProgress progress = null;
        for (int n = 0; n < RUNS; n++) {
            progress = victim.run(PATIENCE);
            if (progress.run().state() == Run.State.DONE) {
                return progress;
            }
        }
        throw new AssertionError("after " + RUNS + " runs it still is not done: " + progress.run().state() + " in phase "
                + progress.run().phase() + ", " + progress.run().reason().orElse("no reason") + ", " + progress.tables());
    }

    /** What is wrong with the documents, seen by plain reads. */
    List<String> verdict() throws InterruptedException {
        return Judge.judge(writer.ledger(), signedUp, deployment);
    }

    /** Target = f(source), a further run writes nothing, and pg2convex's own verifier agrees. */
    void assertRight() throws Exception {
        try (var victim = Victim.start(parts)) {
            recover(victim);
            assertEquals(List.of(), verdict());
            var again = recover(victim).tables().stream().map(RunProgress.Table::counts).reduce(Counts.NONE, Counts::plus);
            assertEquals(new Counts(0, 0, 0, 0, 0, 0, 0, 0),
                    new Counts(0, again.inserted(), again.adopted(), again.updated(), 0, again.recreated(), again.deleted(), 0),
                    "a further run writes no document");
            assertEquals(List.of(), verdict());
            var verified = victim.verify(PATIENCE);
            assertEquals(Run.State.DONE, verified.run().state());
            assertEquals(0, verified.findings(), "pg2convex's own verifier finds a difference");
        }
    }

    @Override
    public void close() throws SQLException {
        release.run();
        deployment.close();
        connection.close();
    }
}
