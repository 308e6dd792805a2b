package dev.pg2convex.chaos;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A writer changes all tables and keeps a ledger, while a load and several re-syncs run under random faults. When it stops, one more re-sync must make the
 * target what the ledger says.
 *
 * <p>{@code -Dseeds=N} takes N seeds; {@code -Dseed=S} repeats one: the same faults are planned and the same is written, but what meets what is the
 * scheduler's.
 */
@ExtendWith(SharedBench.class)
@Execution(ExecutionMode.CONCURRENT)
class LedgerTest {
    private static final int SEEDS = 1;
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final Duration BETWEEN_COMMANDS = Duration.ofMillis(50);
    private static final Duration PROCESS = Duration.ofSeconds(60);
    private static final Survival SURVIVAL = new Survival("faults of the ledger test");

    private static Bench bench;

    @BeforeAll
    static void start(Bench shared) {
        bench = shared;
    }

    @AfterAll
    static void summarize() {
        SURVIVAL.print();
    }

    static LongStream seeds() {
        var one = Long.getLong("seed");
        return one == null ? LongStream.rangeClosed(1, Integer.getInteger("seeds", SEEDS)) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void resync_afterRandomFaultsWhileSourceIsWritten_isWhatTheLedgerSays(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var met = new ArrayList<String>();
        try (var trial = bench.trial(seed); var ways = Ways.before(trial.parts(), seed)) {
            try (var writing = Writing.start(trial.writer())) {
                for (int round = 0; round < ROUNDS; round++) {
                    met.addAll(random.nextInt(3) == 0 ? inProcess(ways, random) : inThisProcess(trial, ways, random));
                }
                writing.stop();
            }
            ways.drain();
            met.addAll(ways.met());
            assertTrue(!met.isEmpty(), "nothing went wrong: this seed shows nothing");
            met.forEach(SURVIVAL::struck);
            // Ends what was broken off, which may have read all that it reads before the last rows were written; then comes the re-sync.
            trial.recover();
            trial.assertRight();
            met.forEach(SURVIVAL::survived);
        }
    }

    private static List<String> inProcess(Ways ways, SplittableRandom random) throws InterruptedException {
        try (var victim = VictimProcess.start(ways.parts(), RandomPlans.ofProgram(random, true), ROUND)) {
            return victim.await(PROCESS) == SelfKill.EXIT_CODE ? List.of("the process is killed") : List.of();
        }
    }

    private static List<String> inThisProcess(Trial trial, Ways ways, SplittableRandom random) throws Exception {
        var faults = new PlannedFaults(RandomPlans.ofProgram(random, false));
        var met = new ArrayList<String>();
        commanded(() -> {
            try (var victim = Victim.start(ways.parts(), faults, UnaryOperator.identity())) {
                if (random.nextInt(3) == 0) {
                    met.add("PostgreSQL ends connections");
                    try (var _ = Cutting.start(trial.jdbcUrl(), random.nextLong())) {
                        runAgainAndAgain(victim);
                    }
                } else {
                    runAgainAndAgain(victim);
                }
                if (random.nextInt(4) == 0) {
                    met.add("the run is cancelled");
                    commanded(victim::cancel);
                }
                if (random.nextInt(4) == 0) {
                    ways.loseMessages();
                }
            }
        });
        faults.struck().forEach(fault -> met.add(fault.action() + " at " + fault.point()));
        return met;
    }

    /** One command after another for a round: re-syncs, and continuations of what broke off. */
    private static void runAgainAndAgain(Victim victim) throws Exception {
        long until = System.nanoTime() + ROUND.toNanos();
        for (long left = ROUND.toNanos(); left > 0; left = until - System.nanoTime()) {
            var atMost = Duration.ofNanos(left);
            commanded(() -> victim.run(atMost));
            Thread.sleep(BETWEEN_COMMANDS);
        }
    }

    private interface Given {
        void give() throws Exception;
    }

    /** Whatever it says to its operator: a command that failed is given again, in the next round or at the end. */
    private static void commanded(Given command) throws Exception {
        try {
            command.give();
        } catch (CategorizedException | InjectedFault | Victim.Refused e) {
            assertTrue(e.getMessage() != null, "an error has words");
        }
    }
}
