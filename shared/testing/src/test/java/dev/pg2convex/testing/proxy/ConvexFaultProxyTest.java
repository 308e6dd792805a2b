package dev.pg2convex.testing.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault, through sockets, before the real local server: what the client hears, and what was committed. */
final class ConvexFaultProxyTest {
    private static final long BETWEEN_LOOKS = 5_000_000;
    private static final Duration NEVER = Duration.ofHours(1);
    private static final int HIDES_THE_ANSWER = 0;
    private static Notes notes;

    private final ConvexFaultProxy proxy = ConvexFaultProxy.before(notes.url());
    private int before;

    record Case(ConvexFault fault, int committed, int status) {}

    static final List<Case> CASES = List.of(new Case(new ConvexFault.CommitThenDrop(), 1, HIDES_THE_ANSWER),
            new Case(new ConvexFault.DropBeforeCommit(), 0, HIDES_THE_ANSWER),
            new Case(new ConvexFault.Delay(Duration.ofMillis(20)), 1, 200),
            new Case(new ConvexFault.LateDelivery(Duration.ZERO), 1, HIDES_THE_ANSWER),
            new Case(new ConvexFault.DuplicateDelivery(false), 2, 200), new Case(new ConvexFault.DuplicateDelivery(true), 2, 200),
            new Case(new ConvexFault.ResetInMidBody(), 1, HIDES_THE_ANSWER), new Case(new ConvexFault.TruncatedBody(), 1, HIDES_THE_ANSWER),
            new Case(new ConvexFault.SlowBytes(5, Duration.ofMillis(5)), 1, 200), new Case(new ConvexFault.FunctionsReplaced(2), 0, 200));

    @BeforeAll
    static void start() {
        notes = new Notes();
    }

    @AfterAll
    static void stop() {
        notes.close();
    }

    @BeforeEach
    void count() throws Exception {
        before = notes.count();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void call_fault_happensOnceAndTheNextCallIsServed(Case expected) throws Exception {
        proxy.follow(FaultPlan.nth(Notes.ADD, 2, expected.fault()));

        assertEquals(200, notes.add(proxy.url()).statusCode());
        if (expected.status() == HIDES_THE_ANSWER) {
            assertThrows(IOException.class, () -> notes.add(proxy.url()));
        } else {
            assertEquals(expected.status(), notes.add(proxy.url()).statusCode());
        }
        proxy.drain();
        assertEquals(1 + expected.committed(), notes.count() - before);
        assertEquals("success", Notes.body(notes.add(proxy.url())).path("status").stringValue());

        assertEquals(2 + expected.committed(), notes.count() - before);
        var counts = proxy.counts();
        assertEquals(3, counts.of(Notes.ADD));
        assertEquals(1, counts.met(expected.fault().label()));
        assertEquals(1, counts.faults());
        assertEquals(2 + expected.committed(), counts.delivered(Notes.ADD));
    }

    static Stream<ConvexFault.Answers> answers() {
        return Stream.of(ErrorAnswer.values())
                .flatMap(answer -> answer.mayHaveCommitted()
                        ? Stream.of(new ConvexFault.Answers(answer, false), new ConvexFault.Answers(answer, true))
                        : Stream.of(new ConvexFault.Answers(answer, false)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void call_errorAnswer_hasStatusAndCodeOfTheContract(ConvexFault.Answers fault) throws Exception {
        proxy.follow(FaultPlan.always(fault));

        var response = notes.add(proxy.url());

        assertEquals(fault.answer().status(), response.statusCode());
        if (fault.answer().code().isEmpty()) {
            assertTrue(response.body().startsWith("<!DOCTYPE html>"), response.body());
        } else {
            assertEquals(fault.answer().code(), Notes.body(response).path("code").stringValue());
        }
        assertEquals(fault.committed() ? 1 : 0, notes.count() - before);
    }

    @ParameterizedTest
    @EnumSource(value = ErrorAnswer.class, names = {"TOO_MANY_WRITES", "WRITE_CONFLICT", "BAD_ADMIN_KEY"})
    void answers_refusalOfACommittedCall_cannotBe(ErrorAnswer answer) {
        assertThrows(IllegalArgumentException.class, () -> new ConvexFault.Answers(answer, true));
    }

    @ParameterizedTest
    @EnumSource
    void call_functionError_isASuccessOfHttpAndCommitsNothing(FunctionError error) throws Exception {
        proxy.follow(FaultPlan.always(new ConvexFault.Fails(error)));

        var answer = Notes.body(notes.add(proxy.url()));

        assertEquals("error", answer.path("status").stringValue());
        assertTrue(answer.path("errorMessage").stringValue().matches("(?s)\\[Request ID: [0-9a-f]{16}\\] Server Error\n.+"));
        assertEquals(0, notes.count() - before);
    }

    @Test
    void redact_errors_keepTheirDataAndNothingElse() throws Exception {
        proxy.redact(true);

        var thrown = Notes.body(notes.fail(proxy.url(), "convex error"));
        var success = Notes.body(notes.add(proxy.url()));
        proxy.follow(FaultPlan.always(new ConvexFault.Fails(FunctionError.PAUSED)));
        var paused = Notes.body(notes.add(proxy.url()));

        assertTrue(thrown.path("errorMessage").stringValue().matches("\\[Request ID: \\w+\\] Server Error"));
        assertEquals("no_luck", thrown.path("errorData").path("code").stringValue());
        assertFalse(success.has("logLines"));
        assertTrue(paused.path("errorMessage").stringValue().matches("\\[Request ID: \\w+\\] Server Error"));
    }

    @Test
    void functionsReplaced_handshakeTellsItAndOthersRefuse() throws Exception {
        proxy.follow(FaultPlan.always(new ConvexFault.FunctionsReplaced(7)));

        assertEquals(7, Notes.body(notes.handshake(proxy.url())).path("value").path("protocol").intValue());
        assertEquals("protocol_mismatch", Notes.body(notes.add(proxy.url())).path("errorData").path("code").stringValue());
    }

    @Test
    void lateDelivery_arrivesWhenItIsReleased() throws Exception {
        proxy.follow(FaultPlan.nth(Notes.ADD, 1, new ConvexFault.LateDelivery(NEVER)));

        assertThrows(IOException.class, () -> notes.add(proxy.url()));
        assertEquals(0, notes.count() - before);
        assertEquals(200, notes.add(proxy.url()).statusCode(), "it holds nothing else up");
        proxy.drain();

        assertEquals(2, notes.count() - before);
    }

    @Test
    void delay_clientThatHasGone_isDeliveredAllTheSame() throws Exception {
        proxy.follow(FaultPlan.always(new ConvexFault.Delay(NEVER)));
        var call = notes.addLater(proxy.url());
        awaitCalls(1);

        call.cancel(true);
        proxy.drain();

        assertEquals(1, notes.count() - before);
    }

    @Test
    void follow_anotherPlan_endsTheFirstAndCountsAnew() throws Exception {
        proxy.follow(FaultPlan.between(Notes.ADD, 2, 3, new ConvexFault.Answers(ErrorAnswer.BAD_ADMIN_KEY, false)));
        assertEquals(List.of(200, 401, 401, 200), statuses(4));
        proxy.follow(FaultPlan.nth(Notes.ADD, 1, new ConvexFault.Answers(ErrorAnswer.TOO_MANY_WRITES, false))
                .or(FaultPlan.always(new ConvexFault.Answers(ErrorAnswer.WRITE_CONFLICT, false)).on(Notes.ADD)));
        assertEquals(List.of(429, 503), statuses(2));
        assertEquals(200, notes.handshake(proxy.url()).statusCode());
    }

    @Test
    void close_callsThatAreHeld_neverArrive() throws Exception {
        proxy.follow(FaultPlan.nth(Notes.ADD, 1, new ConvexFault.LateDelivery(NEVER)));
        assertThrows(IOException.class, () -> notes.add(proxy.url()));
        proxy.follow(FaultPlan.always(new ConvexFault.Delay(NEVER)));
        var waiting = notes.addLater(proxy.url());
        awaitCalls(2);

        proxy.close();

        assertThrows(CompletionException.class, waiting::join);
        assertThrows(ConnectException.class, () -> notes.add(proxy.url()));
        assertEquals(0, notes.count() - before);
    }

    @Test
    void before_serverElsewhere_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> ConvexFaultProxy.before("http://192.0.2.1:80"));
    }

    private List<Integer> statuses(int calls) throws Exception {
        var statuses = new java.util.ArrayList<Integer>();
        for (int n = 0; n < calls; n++) {
            statuses.add(notes.add(proxy.url()).statusCode());
        }
        return statuses;
    }

    private void awaitCalls(long count) {
        while (proxy.counts().total() < count) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
