package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.aws.LogContext;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.protocol.PageOutcome;
import dev.pg2convex.core.protocol.PageRunner;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.testing.TestMigration;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Workers that hardly wait, on a migration. */
final class Workers {
    /** Small, so that few rows are many batches and slices. */
    static final Tuning TUNING = new Tuning(10, 4, 1 << 20, 1 << 20, Duration.ofSeconds(60), 3, 3, Duration.ofMillis(1));

    private final TestMigration migration;
    private final PageRunner runner;

    Workers(TestMigration migration) {
        this(migration, migration.ports());
    }

    Workers(TestMigration migration, Ports ports) {
        this.migration = migration;
        var retry = new Retry(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1));
        var writer = new BatchWriter(ports, retry, UUID::randomUUID);
        this.runner = new PageRunner(ports, new RunContexts(ports),
                Map.of(Stage.Kind.LOAD, LogContext.noting(new LoadPage(ports, new Classifier(ports), writer)), Stage.Kind.DELETE,
                        LogContext.noting(new DeletePage(ports, writer))),
                "worker");
    }

    PageRunner runner() {
        return runner;
    }

    PageOutcome run(long page) {
        return run(page, TestMigration.AMPLE);
    }

    PageOutcome run(long page, Deadline deadline) {
        return runner.run(migration.run().id(), page, deadline);
    }

    /** Loads a table in one page, which must go well. */
    void load(String table) {
        assertEquals(new PageOutcome.Served("done"), run(migration.page(Stage.Kind.LOAD, table)));
    }
}
