package dev.pg2convex.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import dev.pg2convex.aws.CommandCodec;
import dev.pg2convex.aws.MessageCodec;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Redelivered;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On the control queue, too, waiting is not failing. */
final class ControlBatchTest extends WithCoordinator {
    /** The last: whatever fails at it is in the dead-letter queue. */
    private static final int RECEIVES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Redelivered redelivered = new Redelivered();

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"THROTTLED", "UNAVAILABLE"})
    void handle_startWhileConvexCannotServe_waitsAndStartsThen(Fault fault) {
        var start = command(new Command.Start(migration.mapping(), Run.Kind.MIGRATE, Scope.EVERYTHING, RunOptions.DEFAULT));
        migration.target().failing(Call.HANDSHAKE, fault);

        assertEquals(List.of(), failed(handle(start)));

        assertEquals(List.of(new Redelivered.Again(QueueName.CONTROL, start, PAUSE)), redelivered.again());
        assertEquals(List.of(), redelivered.backoff());
        assertEquals(List.of(), failed(handle(start)));
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
        assertEquals(1, coordinators.sentPages().size());
    }

    @Test
    void handle_resumeWhileConvexIsAway_waitsWithTheReasonAndResumesThen() {
        coordinators.start();
        migration.ports().runs().pause(coordinators.run().id(), "test");
        var resume = command(new Command.Resume(migration.mapping()));
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE);

        assertEquals(List.of(), failed(handle(resume)));

        assertEquals(List.of(new Redelivered.Again(QueueName.CONTROL, resume, PAUSE)), redelivered.again());
        assertEquals(Run.State.PAUSED, coordinators.run().state());
        assertEquals(Optional.of("no connection"), coordinators.run().reason());
        assertEquals(List.of(), failed(handle(resume)));
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @ParameterizedTest
    @EnumSource(value = Failure.class, names = {"THROTTLED", "UNAVAILABLE"})
    void handle_planWhileTheQueueTakesNothing_waitsAndPlansThen(Failure failure) {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        var broken = new ArrayDeque<>(List.of(failure));
        MessageSender sender = (queue, messages, delay) -> {
            if (!broken.isEmpty()) {
                throw new CategorizedException(broken.remove(), "queue_away", "the queue took nothing");
            }
            migration.sender().send(queue, messages, delay);
        };
        coordinators = new Coordinators(migration, sendingBy(sender));
        var run = migration.begin();
        var advance = MessageCodec.encode(new Message.Advance(run.id(), 0));

        assertEquals(List.of(), failed(handle(advance)));

        assertEquals(List.of(new Redelivered.Again(QueueName.CONTROL, advance, PAUSE)), redelivered.again());
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @Test
    void handle_tickWhileConvexIsAway_isLeftToTheNext() {
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE, Fault.UNAVAILABLE);
        handle(command(new Command.Start(migration.mapping(), Run.Kind.MIGRATE, Scope.EVERYTHING, RunOptions.DEFAULT)));
        redelivered.forget();

        assertEquals(List.of(), failed(handle(MessageCodec.encode(Message.Tick.of(coordinators.run().id())))));

        assertEquals(List.of(), redelivered.again());
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @Test
    void handle_answersLostAtEveryAttempt_failsWithABackoff() {
        migration.target().failing(Call.BEGIN, Fault.ANSWER_LOST, Fault.ANSWER_LOST, Fault.ANSWER_LOST);

        assertEquals(List.of("m0"),
                failed(handle(command(new Command.Start(migration.mapping(), Run.Kind.MIGRATE, Scope.EVERYTHING, RunOptions.DEFAULT)))));

        assertEquals(List.of("m0"), redelivered.backoff());
        assertEquals(List.of(), redelivered.again());
    }

    @Test
    void handle_poisonAmongOthers_failsAloneWithABackoff() {
        var start = command(new Command.Start(migration.mapping(), Run.Kind.MIGRATE, Scope.EVERYTHING, RunOptions.DEFAULT));

        assertEquals(List.of("m0", "m1"), failed(handle("not JSON", "{\"version\":99,\"type\":\"tick\"}", start)));

        assertEquals(List.of("m0", "m1"), redelivered.backoff());
        assertEquals(List.of(), redelivered.again());
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @Test
    void handle_startThatCannotBegin_makesOneRunThatSaysWhyAndIsNotRepeated() {
        migration.target().failing(Call.RECEIPTS, Fault.CONFIGURATION, Fault.CONFIGURATION, Fault.CONFIGURATION);
        var start = event("e1", "{\"version\":1,\"command\":\"start\",\"mapping\":\"MAPPING\"}");

        assertEquals(List.of(), failed(handle(start)));
        assertEquals(List.of(), failed(handle(start)));

        assertEquals(Run.State.CANCELLED, coordinators.run().state());
        assertTrue(coordinators.run().reason().isPresent());
        assertEquals(1, runs());
    }

    @Test
    void handle_sameEventAgainAfterItsRunEnded_startsNoOther() {
        var start = event("e1", "{\"version\":1,\"command\":\"resync\",\"mapping\":\"MAPPING\"}");
        handle(start);
        migration.ports().runs().end(coordinators.run().id(), Run.State.DONE, "");

        assertEquals(List.of(), failed(handle(start)));
        assertEquals(1, runs());

        handle(event("e2", "{\"version\":1,\"command\":\"resync\",\"mapping\":\"MAPPING\"}"));
        assertEquals(2, runs());
    }

    /** A schedule's input carries an identifier that is the same for each delivery of one occurrence. */
    @Test
    void handle_sameOccurrenceOfAScheduleAgain_startsNoOther() {
        var start = "{\"version\":1,\"command\":\"resync\",\"mapping\":\"MAPPING\",\"requestId\":\"TIME\"}".replace("MAPPING",
                migration.mapping());
        handle(start.replace("TIME", "2026-01-01T00:00:00Z"));
        migration.ports().runs().end(coordinators.run().id(), Run.State.DONE, "");

        handle(start.replace("TIME", "2026-01-01T00:00:00Z"));
        assertEquals(1, runs());
        handle(start.replace("TIME", "2026-01-01T00:15:00Z"));
        assertEquals(2, runs());
    }

    @Test
    void handle_sameEventAgainBeforeItsRunHasBegun_beginsIt() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        var start = event("e1", "{\"version\":1,\"command\":\"start\",\"mapping\":\"MAPPING\"}");
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE);
        handle(start);
        assertEquals(List.of(new Redelivered.Again(QueueName.CONTROL, start, PAUSE)), redelivered.again());

        assertEquals(List.of(), failed(handle(start)));

        assertEquals(1, coordinators.sentPages().size());
        assertEquals(1, runs());
    }

    @Test
    void handle_redrive_hasFailedPagesDoneAgain() {
        long page = failedPage();
        var redrive = event("e1", "{\"version\":1,\"command\":\"start\",\"mapping\":\"MAPPING\",\"scope\":{\"redrive\":{}}}");
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE);

        assertEquals(List.of(), failed(handle(redrive)));
        assertEquals(Run.State.PAUSED, coordinators.run().state());
        assertEquals(List.of(), failed(handle(redrive)));

        assertEquals(List.of(page), coordinators.sentPages());
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
        assertEquals(1, runs());
    }

    /** An incomplete run with a page that failed at every attempt. */
    private long failedPage() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        coordinators.start();
        long page = coordinators.sentPages().getFirst();
        var held = assertInstanceOf(Leased.Held.class, migration.ports().pages().lease(page, "worker", Duration.ofMinutes(1)));
        var rest = migration.ports().pages().fail(held.lease(), "used up");
        coordinators.handle(new Message.Advance(coordinators.run().id(), rest.ordinal()));
        assertEquals(Run.State.INCOMPLETE, coordinators.run().state());
        return page;
    }

    private String event(String id, String detail) {
        return "{\"id\":\"ID\",\"detail-type\":\"pg2convex.migration.requested\",\"detail\":DETAIL}".replace("ID", id)
                .replace("DETAIL", detail.replace("MAPPING", migration.mapping()));
    }

    private long runs() {
        return migration.count("SELECT count(*) FROM pg2convex.run WHERE mapping = '" + migration.mapping() + "'");
    }

    private SQSBatchResponse handle(String... bodies) {
        return coordinators.control(redelivered).handle(Redelivered.event(RECEIVES, bodies), TestMigration.AMPLE);
    }

    private static List<String> failed(SQSBatchResponse response) {
        return response.getBatchItemFailures().stream().map(failure -> failure.getItemIdentifier()).toList();
    }

    private static String command(Command command) {
        return CommandCodec.encode(command);
    }

    private Ports sendingBy(MessageSender sender) {
        var ports = migration.ports();
        return new Ports(ports.catalog(), ports.source(), ports.target(), ports.mappingReader(), ports.mappings(), ports.runs(),
                ports.stages(), ports.pages(), ports.intents(), ports.ids(), ports.rejects(), ports.findings(), ports.written(), sender,
                ports.tuning(), ports.faults());
    }
}
