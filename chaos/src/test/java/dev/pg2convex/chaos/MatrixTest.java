package dev.pg2convex.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.testing.proxy.ConvexCall;
import dev.pg2convex.testing.proxy.ConvexFault;
import dev.pg2convex.testing.proxy.ConvexFaultProxy;
import dev.pg2convex.testing.proxy.FaultPlan;
import dev.pg2convex.testing.proxy.FunctionError;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault point × every kind of end, each followed by an ordinary resume; the outcome is judged document by document.
 *
 * <p>{@code -Dpoint=INTENT_RECORDED} takes one point only.
 */
@ExtendWith(SharedBench.class)
@Execution(ExecutionMode.CONCURRENT)
class MatrixTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PROCESS = Duration.ofSeconds(60);

    private static final Survival SURVIVAL = new Survival("faults of the matrix");

    private static Bench bench;

    @BeforeAll
    static void start(Bench shared) {
        bench = shared;
    }

    @AfterAll
    static void summarize() {
        SURVIVAL.print();
    }

    /** @param point where; {@code action} what */
    record Case(FaultPoint point, FaultAction action) {}

    /** The places where most is at stake; that an intent is recorded and the attempt ends there, each of them begins with. */
    static Stream<Case> quick() {
        return Stream.of(new Case(FaultPoint.BATCH_ANSWERED, FaultAction.KILL), new Case(FaultPoint.BATCH_ANSWERED, FaultAction.PAUSE),
                new Case(FaultPoint.ROWS_READ, FaultAction.PAUSE), new Case(FaultPoint.PAGES_ADDED, FaultAction.THROW),
                new Case(FaultPoint.PAGE_FINISHED, FaultAction.DUPLICATE));
    }

    static Stream<Case> all() {
        return Stream.of(FaultPoint.values())
                .filter(MatrixTest::isWanted)
                .flatMap(point -> Stream.of(FaultAction.values()).map(action -> new Case(point, action)));
    }

    private static boolean isWanted(FaultPoint point) {
        return System.getProperty("point", point.name()).equals(point.name());
    }

    @ParameterizedTest
    @MethodSource("quick")
    void resume_afterFaultWhereMostIsAtStake_isRight(Case which) throws Exception {
        strike(which);
    }

    @Tag("chaos")
    @ParameterizedTest
    @MethodSource("all")
    void resume_afterFault_isRight(Case which) throws Exception {
        strike(which);
    }

    private static void strike(Case which) throws Exception {
        try (var trial = bench.trial(seed(which)); var proxy = ConvexFaultProxy.before(trial.convexUrl())) {
            prepare(trial, which.point());
            proxy.follow(way(which.point()));
            var parts = trial.parts(proxy.url());
            var plan = plan(which);
            if (which.action() == FaultAction.KILL) {
                try (var victim = VictimProcess.start(parts, plan, PATIENCE)) {
                    assertEquals(SelfKill.EXIT_CODE, victim.await(PROCESS), "it dies at " + which.point());
                }
            } else {
                inThisProcess(trial, parts, plan, new PlannedFault(which.point(), nth(which.point()), which.action()));
            }
            var what = which.action() + " at " + which.point();
            SURVIVAL.struck(what);
            trial.assertRight();
            SURVIVAL.survived(what);
        }
    }

    /** A migrated source that has changed since, and a run that was broken off with a batch in doubt. */
    private static void prepare(Trial trial, FaultPoint point) throws Exception {
        trial.recover();
        trial.change(25);
        var faults = new PlannedFaults(List.of(new PlannedFault(FaultPoint.INTENT_RECORDED, 2, FaultAction.THROW)));
        try (var victim = Victim.start(trial.parts(), faults, UnaryOperator.identity())) {
            victim.run(PATIENCE, () -> !faults.struck().isEmpty());
            if (point != FaultPoint.RUN_PAUSED && point != FaultPoint.RUN_RESUMED) {
                victim.cancel();
            }
        }
        assertEquals(1, faults.struck().size(), "a batch was left in doubt");
        trial.change(10);
        trial.writer().spoilAndDelete();
    }

    /** The same source each time. */
    private static long seed(Case which) {
        return (which.point() + " " + which.action()).hashCode();
    }

    /** A batch is only ever split when Convex has refused it. */
    private static FaultPlan way(FaultPoint point) {
        return point == FaultPoint.BATCH_VOIDED ? FaultPlan.nth(ConvexCall.WRITE, 1, new ConvexFault.Fails(FunctionError.TRANSACTION_LIMIT))
                : FaultPlan.none();
    }

    /** What must happen before, so that the point is reached at all, and then the fault. */
    private static List<PlannedFault> plan(Case which) {
        var fault = new PlannedFault(which.point(), nth(which.point()), which.action());
        return switch (which.point()) {
            // The first is the coordinator's, of the batch that was left in doubt; the second is a worker's, of a batch of its own page.
            case SETTLE_ANSWERED, INTENT_CLOSED -> List.of(new PlannedFault(FaultPoint.INTENT_RECORDED, 1, FaultAction.THROW), fault);
            default -> List.of(fault);
        };
    }

    /** In the middle of the work, where there is a middle. */
    private static int nth(FaultPoint point) {
        return switch (point) {
            case PAGE_LEASED, PAGE_SETTLED, ROWS_READ, ROWS_CLASSIFIED, INTENT_RECORDED, BATCH_ANSWERED, BATCH_ACKNOWLEDGED, PAGE_WRITTEN,
                    PAGE_FINISHED, STAGE_ADVANCED, PAGES_ADDED, PAGES_SENT, STAGE_FINISHED, PLANNING_LEASED, SETTLE_ANSWERED,
                    INTENT_CLOSED ->
                2;
            case RUN_CREATED, RUN_PAUSED, FENCE_RAISED, RECEIPTS_AUDITED, INTENTS_SETTLED, RECEIPTS_DROPPED, RUN_BEGUN, RUN_RESUMED,
                    STAGES_ADDED, RUN_ENDED, REJECTS_STORED, GONE_FOUND, BATCH_VOIDED ->
                1;
        };
    }

    /** The faulty engine is still there while another goes on: a zombie meets whoever took over from it. */
    private static void inThisProcess(Trial trial, Parts parts, List<PlannedFault> plan, PlannedFault expected) throws Exception {
        var faults = new PlannedFaults(plan);
        try (var victim = Victim.start(parts, faults, UnaryOperator.identity())) {
            try {
                victim.run(PATIENCE);
            } catch (InjectedFault e) {
                // The command itself was struck: its operator sees an error, and gives it again.
            }
            assertTrue(faults.struck().contains(expected), () -> "it was struck at " + expected.point());
            trial.recover();
        }
    }
}
