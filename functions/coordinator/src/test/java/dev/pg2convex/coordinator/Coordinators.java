package dev.pg2convex.coordinator;

import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.Redelivery;
import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.testing.TestMigration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** A coordinator on a migration, and pages that are worked on without a worker. */
final class Coordinators {
    /** Small, so that few rows are many pages and slices. */
    static final RunOptions UNVERIFIED = new RunOptions(false, false, false, false);
    static final Tuning TUNING = new Tuning(10, 4, 1 << 20, 1 << 20, Duration.ofSeconds(60), 3, 2, Duration.ofMillis(1));

    static final Driver DRIVER = Driver.ticked("coordinator");

    private final TestMigration migration;
    private final Coordinator coordinator;
    private final List<String> metrics = new ArrayList<>();
    private final RecordingTickSwitch ticks = new RecordingTickSwitch();

    Coordinators(TestMigration migration) {
        this(migration, migration.ports());
    }

    Coordinators(TestMigration migration, Ports ports) {
        this.migration = migration;
        this.coordinator = new Coordinator(ports, new RunContexts(ports), UUID::randomUUID, DRIVER, ticks,
                new Metrics(Optional.of("test"), metrics::add, () -> 0, InstantSource.system()));
        migration.ports().mappings().register(migration.mapping(), migration.text());
    }

    /** What a worker does with a page that it has leased, before it finishes it. */
    @FunctionalInterface
    interface Work {
        Work NONE = _ -> 0;

        /** @return rows that are late */
        long on(PageLease page) throws StoreRefused;
    }

    Reply start() {
        return start(RunOptions.DEFAULT, TestMigration.AMPLE);
    }

    Reply start(RunOptions options, Deadline deadline) {
        return coordinator.execute(new Command.Start(migration.mapping(), Run.Kind.MIGRATE, Scope.EVERYTHING, options), Optional.empty(),
                deadline);
    }

    Reply execute(Command command) {
        return coordinator.execute(command, Optional.empty(), TestMigration.AMPLE);
    }

    Reply resume() {
        return execute(new Command.Resume(migration.mapping()));
    }

    Reply cancel() {
        return execute(new Command.Cancel(migration.mapping()));
    }

    void tick() {
        handle(Message.Tick.of(run().id()));
    }

    /** The lines written so far. */
    List<String> metrics() {
        return metrics;
    }

    RecordingTickSwitch ticks() {
        return ticks;
    }

    /** The control queue's end of this coordinator. */
    ControlBatch control(Redelivery redelivery) {
        return new ControlBatch(coordinator, redelivery);
    }

    void handle(Message message) {
        coordinator.handle(message, TestMigration.AMPLE);
    }

    /** The schema that the run goes by. */
    Optional<String> schema() {
        return migration.ports().runs().schema(run().id());
    }

    /** The newest run. */
    Run run() {
        return migration.ports().runs().latest(migration.mapping()).orElseThrow();
    }

    /** The first. */
    Stage loadOfPeople() {
        return stages().stream()
                .filter(stage -> stage.kind() == Stage.Kind.LOAD && stage.tables().equals(List.of("people")))
                .findFirst()
                .orElseThrow();
    }

    List<Stage> stages() {
        return migration.ports().stages().all(run().id());
    }

    /** The pages that messages are sent for; forgets the messages. */
    List<Long> sentPages() {
        return migration.sender()
                .drain()
                .stream()
                .map(sent -> sent.message())
                .filter(Message.PageMessage.class::isInstance)
                .map(message -> ((Message.PageMessage) message).pageId())
                .toList();
    }

    /** Works on everything that is sent until nothing more is. */
    void workAll(Work work) {
        for (var sent = migration.sender().drain(); !sent.isEmpty(); sent = migration.sender().drain()) {
            for (var each : sent) {
                if (each.message() instanceof Message.PageMessage page) {
                    work(page.pageId(), work);
                } else if (each.queue() == QueueName.CONTROL) {
                    handle(each.message());
                }
            }
        }
    }

    private void work(long pageId, Work work) {
        if (migration.ports().pages().lease(pageId, "worker", Duration.ofMinutes(1)) instanceof Leased.Held held) {
            try {
                var rest = migration.ports().pages().finish(held.lease(), 0, work.on(held.lease()));
                if (rest.exhausted()) {
                    handle(new Message.Advance(held.lease().runId(), rest.ordinal()));
                }
            } catch (StoreRefused e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A batch of that page that inserted documents for so many keys, from 1. */
    void insert(PageLease page, int rows) throws StoreRefused {
        var intent = new Intent(UUID.randomUUID(), page.runId(), page.pageId(), page.table(),
                IntStream.rangeClosed(1, rows)
                        .mapToObj(key -> new Intent.Row(Integer.toString(key), Intent.Op.INSERT, Optional.empty(), "hash"))
                        .toList(),
                0);
        migration.ports().intents().record(page, intent);
        migration.ports()
                .intents()
                .committed(intent.batchId(),
                        IntStream.rangeClosed(1, rows)
                                .mapToObj(key -> (OperationResult) new OperationResult.Inserted(page.table() + "_of_" + key))
                                .toList());
    }
}
