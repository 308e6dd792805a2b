package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.MessageCodec;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.PageBatch;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import dev.pg2convex.testing.functions.Redelivered;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker's log and metrics say, and what they never say. */
final class ObservedTest {
    @RegisterExtension
    static final Migrations MIGRATIONS = new Migrations();

    private static final int RECEIVES = 5;
    private static final int ATTEMPTS = 8;
    private static final String MARK = "MARKED-VALUE";

    private final List<String> metrics = new ArrayList<>();
    private TestMigration migration;
    private PageBatch batch;

    @BeforeEach
    void start() {
        migration = MIGRATIONS.migration(Workers.TUNING);
        batch = new PageBatch(QueueName.PAGES, new Workers(migration).runner(), new Redelivered(), RECEIVES,
                new Metrics(Optional.of("test"), metrics::add, () -> 0, InstantSource.system()));
        migration.begin();
    }

    @Test
    void metrics_pageInSeveralAttempts_countEachRowOnce() {
        migration.sql("INSERT INTO note SELECT n, CASE WHEN n = 6 THEN 99 END, 'note ' || n, null FROM generate_series(1, 6) n");
        long page = migration.page(Stage.Kind.LOAD, "notes");
        migration.target().failing(Call.WRITE, Fault.NONE, Fault.CONFIGURATION);
        handle(page);
        migration.ports().runs().activate(migration.run().id());

        handle(page);
        handle(page);

        assertEquals(3, metrics.size(), "one line for each invocation");
        assertEquals(6, sum("RowsRead"));
        assertEquals(5, sum("RowsWritten"));
        assertEquals(1, sum("RowsRejected"));
        assertEquals(1, sum("PagesDone"));
        assertEquals(0, sum("PagesFailed"));
        assertTrue(metrics.stream().allMatch(line -> line.contains("\"PageDuration\":")), metrics::toString);
    }

    @Test
    void metrics_pageThatFailsAtEveryAttempt_isCounted() {
        migration.sql("INSERT INTO note VALUES (1, null, 'x', null)");
        migration.target().failing(Call.WRITE, lost());

        handle(migration.page(Stage.Kind.LOAD, "notes"));

        assertEquals(1, sum("PagesFailed"));
        assertEquals(0, sum("PagesDone"));
    }

    @Test
    void log_whateverFails_namesThePageAndNoValue() {
        migration.sql("INSERT INTO note SELECT n, CASE WHEN n = 6 THEN 99 END, '" + MARK + "' || n, null FROM generate_series(1, 40) n");
        long page = migration.page(Stage.Kind.LOAD, "notes");
        var log = new Logged();
        try (log) {
            migration.target().failing(Call.WRITE, Fault.NONE, Fault.CONFIGURATION);
            handle(page);
            migration.ports().runs().activate(migration.run().id());
            migration.target().refusing(_ -> true);
            handle(page);
            migration.ports().runs().activate(migration.run().id());
            migration.target().refusing(_ -> false).failing(Call.WRITE, lost());
            handle(page);
        }

        assertTrue(log.lines().size() >= 2, log.all()::toString);
        for (var line : log.lines()) {
            assertTrue(line.contains("\"requestId\":\"test\"") && line.contains("\"page\":\"" + page + "\"")
                    && line.contains("\"run\":\"" + migration.run().id() + "\"") && line.contains("\"table\":\"notes\""), line);
        }
        assertTrue(log.all().stream().noneMatch(line -> line.contains(MARK)), log.all()::toString);
        assertTrue(metrics.stream().noneMatch(line -> line.contains(MARK)));
    }

    private static Fault[] lost() {
        return IntStream.range(0, ATTEMPTS).mapToObj(_ -> Fault.REQUEST_LOST).toArray(Fault[]::new);
    }

    private void handle(long page) {
        batch.handle(Redelivered.event(RECEIVES, MessageCodec.encode(new Message.PageMessage(migration.run().id(), page))), new TimeLeft());
    }

    private long sum(String metric) {
        var value = Pattern.compile("\"" + metric + "\":(\\d+)");
        return metrics.stream().flatMap(line -> value.matcher(line).results()).mapToLong(result -> Long.parseLong(result.group(1))).sum();
    }
}
