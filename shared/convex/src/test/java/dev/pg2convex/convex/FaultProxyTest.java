package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.core.target.WriteRequest;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.embedded.LocalConvexServer;
import dev.pg2convex.testing.proxy.ConvexCall;
import dev.pg2convex.testing.proxy.ConvexFault;
import dev.pg2convex.testing.proxy.ConvexFault.Answers;
import dev.pg2convex.testing.proxy.ConvexFault.Fails;
import dev.pg2convex.testing.proxy.ConvexFaultProxy;
import dev.pg2convex.testing.proxy.ErrorAnswer;
import dev.pg2convex.testing.proxy.FaultPlan;
import dev.pg2convex.testing.proxy.FunctionError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What the client says of each fault, against what the real functions have committed; and that the same bytes again, or a settle, end every doubt. */
class FaultProxyTest {
    private static final Path HOME = Path.of(System.getProperty("pg2convex.home", "../.."));
    private static final String SECRET = "row@example.com";
    private static LocalConvexServer server;

    private final String mapping = "mapping-" + UUID.randomUUID();
    private final UUID run = UUID.randomUUID();
    private final UUID batch = UUID.randomUUID();
    private final AtomicLong minutes = new AtomicLong();
    private ConvexFaultProxy proxy;
    private ConvexClient client;

    /** A row of the contract's table. */
    record Case(ConvexFault fault, Failure failure, String code, boolean committed) {}

    static final List<Case> FAULTS = List.of(lost(new ConvexFault.CommitThenDrop(), true), lost(new ConvexFault.DropBeforeCommit(), false),
            lost(new ConvexFault.LateDelivery(Duration.ofHours(1)), false), lost(new ConvexFault.ResetInMidBody(), true),
            lost(new ConvexFault.TruncatedBody(), true), lost(new Answers(ErrorAnswer.HTML_PAGE, false), false),
            lost(new Answers(ErrorAnswer.HTML_PAGE, true), true), answer(ErrorAnswer.SERVER_TIMEOUT, false, "server_timeout"),
            answer(ErrorAnswer.SERVER_TIMEOUT, true, "server_timeout"), answer(ErrorAnswer.INTERNAL_ERROR, false, "internal_error"),
            answer(ErrorAnswer.INTERNAL_ERROR, true, "internal_error"), answer(ErrorAnswer.BAD_FORMAT, true, "bad_format"),
            answer(ErrorAnswer.BAD_GATEWAY, false, "bad_gateway"), answer(ErrorAnswer.BAD_GATEWAY, true, "bad_gateway"),
            answer(ErrorAnswer.SERVICE_UNAVAILABLE, false, "service_unavailable"),
            answer(ErrorAnswer.SERVICE_UNAVAILABLE, true, "service_unavailable"),
            answer(ErrorAnswer.GATEWAY_TIMEOUT, false, "gateway_timeout"), answer(ErrorAnswer.GATEWAY_TIMEOUT, true, "gateway_timeout"),
            throttled(ErrorAnswer.TOO_MANY_CONCURRENT_REQUESTS, "too_many_concurrent_requests"),
            throttled(ErrorAnswer.TOO_MANY_WRITES, "too_many_writes"), throttled(ErrorAnswer.WRITE_CONFLICT, "write_conflict"),
            throttled(ErrorAnswer.COMMITTER_FULL, "committer_full"), throttled(ErrorAnswer.WORKER_OVERLOADED, "workers_busy"),
            throttled(ErrorAnswer.EXPIRED_IN_QUEUE, "expired_in_queue"),
            new Case(new Answers(ErrorAnswer.BAD_ADMIN_KEY, false), Failure.CONFIGURATION, "bad_key", false),
            new Case(new Answers(ErrorAnswer.BAD_DEPLOY_KEY, false), Failure.CONFIGURATION, "key_lacks_permission", false),
            new Case(new Answers(ErrorAnswer.BAD_JSON_BODY, false), Failure.DETERMINISTIC, "bad_request", false),
            stops(FunctionError.FUNCTIONS_GONE, "functions_missing"), stops(FunctionError.FUNCTIONS_OF_OTHER_KIND, "functions_differ"),
            stops(FunctionError.OTHER_ARGUMENTS, "functions_differ"), stops(FunctionError.NO_PERMISSION, "key_lacks_permission"),
            stops(FunctionError.PAUSED, "deployment_paused"), stops(FunctionError.FREE_PLAN_EXCEEDED, "deployment_disabled"),
            stops(FunctionError.SPENDING_LIMIT_EXCEEDED, "deployment_disabled"), stops(FunctionError.DISABLED, "deployment_disabled"),
            new Case(new ConvexFault.FunctionsReplaced(2), Failure.CONFIGURATION, "protocol_mismatch", false),
            new Case(new Fails(FunctionError.TRANSACTION_LIMIT), Failure.DETERMINISTIC, "function_failed", false),
            new Case(new Fails(FunctionError.UNKNOWN), Failure.DETERMINISTIC, "function_failed", false));

    static final List<ConvexFault> HARMLESS = List.of(new ConvexFault.Delay(Duration.ofMillis(20)),
            new ConvexFault.DuplicateDelivery(false), new ConvexFault.DuplicateDelivery(true),
            new ConvexFault.SlowBytes(7, Duration.ofMillis(5)));

    private static Case lost(ConvexFault fault, boolean committed) {
        return new Case(fault, Failure.AMBIGUOUS, "unclear_answer", committed);
    }

    private static Case answer(ErrorAnswer answer, boolean committed, String code) {
        return new Case(new Answers(answer, committed), Failure.AMBIGUOUS, code, committed);
    }

    private static Case throttled(ErrorAnswer answer, String code) {
        return new Case(new Answers(answer, false), Failure.THROTTLED, code, false);
    }

    private static Case stops(FunctionError error, String code) {
        return new Case(new Fails(error), Failure.CONFIGURATION, code, false);
    }

    @BeforeAll
    static void start() {
        server = LocalConvexServer.start(HOME, Path.of("src/test/convex"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        proxy = ConvexFaultProxy.before(server.url());
        client = new ConvexClient(ConvexSettings.of(proxy.url(), server.deployKey()),
                new Pacer(4, () -> minutes.addAndGet(60_000_000_000L), new Random(1)));
        client.begin(new BeginRequest(mapping, "store", "target-1", Optional.empty(), run, List.of()));
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void write_fault_isCategorizedByWhetherItMayHaveCommitted(Case expected) {
        proxy.follow(FaultPlan.nth(ConvexCall.WRITE, 1, expected.fault()));

        var failed = assertThrows(CategorizedException.class, this::write);

        assertEquals(expected.failure(), failed.failure(), failed.getMessage());
        assertEquals(expected.code(), failed.code());
        assertEquals(expected.committed(), documents() == 1, "nothing but an ambiguous failure may have committed");
        assertFalse(failed.getMessage().contains(SECRET) || failed.getMessage().contains(server.deployKey()), failed.getMessage());
        assertTrue(failed.getMessage().contains(ConvexCall.WRITE) && failed.getMessage().contains(proxy.url()), failed.getMessage());
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void write_sameBytesAfterAnyFault_commitOnce(Case expected) throws InterruptedException {
        proxy.follow(FaultPlan.nth(ConvexCall.WRITE, 1, expected.fault()));
        assertThrows(CategorizedException.class, this::write);

        var first = assertInstanceOf(BatchOutcome.Committed.class, write());
        proxy.drain();

        assertEquals(first, write());
        assertEquals(1, documents());
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void settle_afterAnyFault_endsAllDoubt(Case expected) throws InterruptedException {
        proxy.follow(FaultPlan.nth(ConvexCall.WRITE, 1, expected.fault()));
        assertThrows(CategorizedException.class, this::write);

        var settled = client.settle(mapping, run, batch);
        proxy.drain();

        assertEquals(expected.committed(), settled instanceof BatchOutcome.Committed);
        assertEquals(expected.committed() ? 1 : 0, documents(), "what arrives late changes nothing");
        assertEquals(settled, write());
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void settle_itsOwnAnswerFails_isSettledByTheNext(Case expected) {
        proxy.follow(FaultPlan.nth(ConvexCall.SETTLE, 1, expected.fault()));

        assertEquals(expected.failure(), assertThrows(CategorizedException.class, () -> client.settle(mapping, run, batch)).failure());

        assertEquals(new BatchOutcome.Voided(), client.settle(mapping, run, batch));
        assertEquals(new BatchOutcome.Voided(), write());
    }

    @ParameterizedTest
    @FieldSource("HARMLESS")
    void write_delayedDoubledOrSlow_isCommittedOnce(ConvexFault fault) {
        proxy.follow(FaultPlan.always(fault));

        assertInstanceOf(BatchOutcome.Committed.class, write());

        proxy.follow(FaultPlan.none());
        assertEquals(1, documents());
    }

    @ParameterizedTest
    @FieldSource("FAULTS")
    void query_fault_isNeverAmbiguous(Case expected) {
        proxy.follow(FaultPlan.nth(ConvexCall.LIST_RECEIPTS, 1, expected.fault()));

        var failed = assertThrows(CategorizedException.class, () -> client.receipts(mapping, Optional.empty(), 1));

        assertEquals(expected.failure() == Failure.AMBIGUOUS ? Failure.UNAVAILABLE : expected.failure(), failed.failure());
        assertEquals(0, client.receipts(mapping, Optional.empty(), 1).receipts().size());
    }

    /** A production deployment hides the text; the worker repeats the handshake before it makes anything of that. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"TRANSACTION_LIMIT", "UNKNOWN"})
    void handshake_refusalWithHiddenText_stopsTheRun(FunctionError error) {
        proxy.redact(true);
        proxy.follow(FaultPlan.always(new Fails(error)));

        assertEquals(Failure.DETERMINISTIC, assertThrows(CategorizedException.class, this::write).failure());
        var stopped = assertThrows(CategorizedException.class, () -> client.handshake(mapping));

        assertEquals(Failure.CONFIGURATION, stopped.failure());
        assertEquals("handshake_failed", stopped.code());
    }

    @Test
    void handshake_functionsReplaced_tellsTheirProtocol() {
        proxy.redact(true);
        proxy.follow(FaultPlan.always(new ConvexFault.FunctionsReplaced(Target.PROTOCOL + 1)));

        assertEquals(Target.PROTOCOL + 1, client.handshake(mapping).protocol());
        assertEquals("protocol_mismatch", assertThrows(CategorizedException.class, this::write).code(),
                "its code is data, and data is not hidden");
    }

    @Test
    void pacer_sharedByTwoClients_slowsBothDown() {
        var pacer = new Pacer(8, () -> minutes.addAndGet(60_000_000_000L), new Random(1));
        try (var one = new ConvexClient(ConvexSettings.of(proxy.url(), server.deployKey()), pacer);
                var other = new ConvexClient(ConvexSettings.of(proxy.url(), server.deployKey()), pacer)) {
            proxy.follow(FaultPlan.between(ConvexCall.SETTLE, 1, 2, new Answers(ErrorAnswer.TOO_MANY_WRITES, false)));
            int before = pacer.pace().atATime();

            assertThrows(CategorizedException.class, () -> one.settle(mapping, run, batch));
            assertEquals(before / 2, pacer.pace().atATime());
            assertThrows(CategorizedException.class, () -> other.settle(mapping, run, batch));
            assertEquals(before / 4, pacer.pace().atATime());
            assertEquals(Optional.of("too_many_writes"), pacer.pace().slowedBy());

            for (int n = 0; n < before; n++) {
                other.settle(mapping, run, batch);
            }
            assertTrue(pacer.pace().atATime() > before / 4, "it recovers step by step");
            assertEquals(Optional.empty(), pacer.pace().slowedBy());
        }
    }

    /** Every answer and error that the proxy knows stands in the table above. */
    @Test
    void faults_ofTheContract_areAllTried() {
        Set<ErrorAnswer> answers = FAULTS.stream()
                .map(Case::fault)
                .filter(Answers.class::isInstance)
                .map(fault -> ((Answers) fault).answer())
                .collect(Collectors.toSet());
        Set<FunctionError> errors = FAULTS.stream()
                .map(Case::fault)
                .filter(Fails.class::isInstance)
                .map(fault -> ((Fails) fault).error())
                .collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(ErrorAnswer.class), answers);
        assertEquals(EnumSet.allOf(FunctionError.class), errors);
    }

    private BatchOutcome write() {
        var set = new Value.Obj(Map.of("value", new Value.Text(SECRET)));
        return client
                .write(new WriteRequest(mapping, run, batch, "things", Optional.empty(), List.of(new Operation.Insert(set, List.of()))));
    }

    /** Documents of this test's batch: by its receipt, asked of the server itself. */
    private int documents() {
        try (var direct = new ConvexClient(ConvexSettings.of(server.url(), server.deployKey()), Pacer.upTo(1))) {
            return (int) direct.receipts(mapping, Optional.empty(), 10).receipts().stream().filter(receipt -> receipt.committed()).count();
        }
    }
}
