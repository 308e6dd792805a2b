package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.MessageCodec;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.PageBatch;
import dev.pg2convex.core.CallTime;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import dev.pg2convex.testing.functions.Redelivered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a page's message, at its last receive: six notes in two batches, of four and of two. */
final class PageBatchTest {
    @RegisterExtension
    static final Migrations MIGRATIONS = new Migrations();

    private static final int RECEIVES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 8;

    private static final String UNKNOWN = MessageCodec.encode(new Message.PageMessage(new UUID(1, 2), 987_654_321));

    private final Redelivered redelivered = new Redelivered();
    private final TimeLeft time = new TimeLeft();
    private TestMigration migration;
    private PageBatch batch;
    private long page;

    @BeforeEach
    void start() {
        migration = MIGRATIONS.migration(Workers.TUNING);
        batch = new PageBatch(QueueName.PAGES, new Workers(migration).runner(), redelivered, RECEIVES, Metrics.NONE);
        migration.sql("INSERT INTO note SELECT n, null, 'note ' || n, null FROM generate_series(1, 6) n");
        migration.begin();
        page = migration.page(Stage.Kind.LOAD, "notes");
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"THROTTLED", "UNAVAILABLE"})
    void handle_convexCannotServeForLong_waitsAndNothingCounts(Fault fault) {
        migration.target().failing(Call.WRITE, times(fault));

        assertEquals(List.of(), handle(message(page)));

        assertWaits(PAUSE);
        assertEquals(List.of(), handle(message(page)));
        assertAllOnce();
    }

    @Test
    void handle_answersLostWhileConvexIsAway_waitsAndNothingCounts() {
        migration.target().failing(Call.WRITE, times(Fault.ANSWER_LOST)).failing(Call.HANDSHAKE, Fault.UNAVAILABLE);

        assertEquals(List.of(), handle(message(page)));

        assertWaits(PAUSE);
        assertEquals(List.of(), handle(message(page)));
        assertAllOnce();
    }

    @Test
    void handle_keyRefused_pausesAtOnceWithTheReason() {
        migration.target().failing(Call.WRITE, Fault.NONE, Fault.CONFIGURATION);

        assertEquals(List.of(), handle(message(page)));

        assertStopped();
    }

    @Test
    void handle_answersLostAndKeyRefusedAtTheHandshake_pausesAtOnceWithTheReason() {
        migration.target().failing(Call.WRITE, times(Fault.REQUEST_LOST)).failing(Call.HANDSHAKE, Fault.CONFIGURATION);

        assertEquals(List.of(), handle(message(page)));

        assertStopped();
    }

    @Test
    void handle_functionsGoneInMidRun_handshakeSaysSoBeforeAnyRowIsBlamed() {
        migration.target().refusing(_ -> true).failing(Call.HANDSHAKE, Fault.CONFIGURATION);

        assertEquals(List.of(), handle(message(page)));

        assertStopped();
        assertEquals(1, migration.target().writes().size(), "the batch is not split");
        migration.target().refusing(_ -> false);
        migration.ports().runs().activate(migration.run().id());
        assertEquals(List.of(), handle(message(page)));
        assertAllOnce();
    }

    @Test
    void handle_callHangsUntilTheTimeIsOver_keepsWhatIsWrittenAndGoesOnInANewMessage() {
        var limits = new ArrayList<Duration>();
        migration.target().failing(Call.WRITE, Fault.NONE, Fault.REQUEST_LOST).before(Call.WRITE, () -> {
            time.is(Duration.ofSeconds(25));
            migration.target().before(Call.WRITE, () -> {
                limits.add(CallTime.atMost(Duration.ofSeconds(90)));
                time.is(CallTime.WIND_UP);
            });
        });

        assertEquals(List.of(), handle(message(page)));

        assertEquals(List.of(Duration.ofSeconds(20)), limits, "the call was bounded by the time that was left");
        assertWaits(Duration.ZERO);
        assertEquals(4, migration.ids("notes").size());
        time.is(Duration.ofMinutes(2));
        assertEquals(List.of(), handle(message(page)));
        assertAllOnce();
    }

    @Test
    void handle_failsAtItsLastReceive_failsThePage() {
        migration.target().failing(Call.WRITE, times(Fault.REQUEST_LOST));

        assertEquals(List.of("m0"), handle(message(page)));

        assertEquals(1, failedPages());
        assertEquals(List.of(new Message.Advance(migration.run().id(), 0)),
                migration.sender().sent().stream().map(sent -> sent.message()).toList());
    }

    @Test
    void handle_failsAtItsLastReceiveAfterATakeOver_leavesThePageToTheOther() {
        var pages = migration.ports().pages();
        var others = new ArrayList<Leased>();
        migration.target().failing(Call.WRITE, times(Fault.REQUEST_LOST)).before(Call.WRITE, () -> {
            migration.expireLeases();
            others.add(pages.lease(page, "another", Duration.ofMinutes(1)));
        });

        assertEquals(List.of("m0"), handle(message(page)));

        assertEquals(0, failedPages());
        assertInstanceOf(Leased.Busy.class, pages.lease(page, "third", Duration.ofMinutes(1)));
        pages.release(assertInstanceOf(Leased.Held.class, others.getFirst()).lease());
        assertEquals(List.of(page), migration.ports().stages().takeUnsent(migration.run().id(), 0, Duration.ZERO, 10), "the tick finds it");
        assertEquals(List.of(), handle(message(page)));
        assertAllOnce();
    }

    @Test
    void handle_poisonAmongOthers_failsAloneWithOneLineEach() {
        var log = new Logged();
        List<String> failed;
        try (log) {
            failed = handle("secret, not JSON", "{\"version\":99,\"type\":\"page\",\"secret\":1}", UNKNOWN, message(page));
        }

        assertEquals(List.of("m0", "m1", "m2"), failed);
        assertEquals(List.of("m0", "m1", "m2"), redelivered.backoff());
        assertEquals(List.of(), redelivered.again());
        assertEquals(3, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().get(0).contains("message m0 on queue PAGES is not a page: $"), log.lines().get(0));
        assertTrue(log.lines().get(1).contains("message m1 on queue PAGES is not a page: $.version"), log.lines().get(1));
        assertTrue(log.lines().get(2).contains("unknown_page: the store has no page 987654321"), log.lines().get(2));
        assertTrue(log.lines().stream().noneMatch(line -> line.contains("secret")), log.lines()::toString);
        assertAllOnce();
    }

    @Test
    void handle_pageOfAnotherRun_isRefusedAndLeftFree() {
        var log = new Logged();
        List<String> failed;
        try (log) {
            failed = handle(MessageCodec.encode(new Message.PageMessage(new UUID(0, 1), page)));
        }

        assertEquals(List.of("m0"), failed);
        assertTrue(log.lines().getFirst().contains("not of run 00000000-0000-0000-0000-000000000001"), log.lines()::toString);
        assertEquals(0, migration.target().writes().size());
        assertEquals(0, failedPages(), "nothing is known against the page");
        assertEquals(List.of(), handle(message(page)));
        assertAllOnce();
    }

    private void assertWaits(Duration delay) {
        assertEquals(List.of(new Redelivered.Again(QueueName.PAGES, message(page), delay)), redelivered.again());
        assertEquals(List.of(), redelivered.backoff());
        assertEquals(0, failedPages());
        assertEquals(Run.State.ACTIVE, migration.run().state());
    }

    private void assertStopped() {
        assertEquals(Run.State.PAUSED, migration.run().state());
        assertEquals(Optional.of("the deploy key is refused"), migration.run().reason());
        assertEquals(Map.of(), migration.rejects("notes"));
        assertEquals(List.of(), redelivered.again());
        assertEquals(List.of(), redelivered.backoff());
        assertEquals(0, failedPages());
    }

    private void assertAllOnce() {
        assertEquals(IntStream.rangeClosed(1, 6).mapToObj(n -> "note " + n).toList(),
                migration.texts("notes", "body").stream().sorted().toList());
        assertEquals(6, migration.ids("notes").size());
        assertEquals(Map.of(), migration.rejects("notes"));
    }

    private int failedPages() {
        return migration.ports().stages().all(migration.run().id()).getFirst().failed();
    }

    /** @return the identifiers of those that failed */
    private List<String> handle(String... bodies) {
        return batch.handle(Redelivered.event(RECEIVES, bodies), time)
                .getBatchItemFailures()
                .stream()
                .map(failure -> failure.getItemIdentifier())
                .toList();
    }

    private String message(long pageId) {
        return MessageCodec.encode(new Message.PageMessage(migration.run().id(), pageId));
    }

    private static Fault[] times(Fault fault) {
        return IntStream.range(0, ATTEMPTS).mapToObj(_ -> fault).toArray(Fault[]::new);
    }
}
