package dev.pg2convex.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.testing.proxy.ConvexCall;
import dev.pg2convex.testing.proxy.ConvexFault;
import dev.pg2convex.testing.proxy.ConvexFaultProxy;
import dev.pg2convex.testing.proxy.FaultPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The harness can fail: with a protection taken out, the same fault that does no harm otherwise loses or doubles rows, and the judge sees it.
 *
 * <p>Each test does the same twice, with the functions as they are and without the protection.
 */
@ExtendWith(SharedBench.class)
@Execution(ExecutionMode.CONCURRENT)
class HarnessTest {
    /** Until it is released. */
    private static final ConvexFault HELD = new ConvexFault.Delay(Duration.ofMinutes(2));

    @TempDir
    private Path folder;

    /** A situation that the protection is there for. */
    private interface Situation {
        void happen(Trial trial, ConvexFaultProxy proxy) throws Exception;
    }

    @Test
    void judge_withoutReceiptLookup_seesDoubledRows(Bench bench) throws Exception {
        var without = AlteredFunctions.write(folder, "write.ts", "if (receipt !== null) return answerFrom(receipt);", "void receipt;");
        harmsOnlyWithout(bench, without, HarnessTest::answerLost);
    }

    @Test
    void judge_withoutVoidReceipt_seesDoubledRows(Bench bench) throws Exception {
        var without = AlteredFunctions.write(folder, "settle.ts", "await ctx.db.insert(\"pg2convex_receipts\", {", "void ({");
        harmsOnlyWithout(bench, without, (trial, proxy) -> zombieWrite(trial, proxy, 1));
    }

    @Test
    void judge_withoutFence_seesDoubledRows(Bench bench) throws Exception {
        var without = AlteredFunctions.write(folder, "fence.ts", "return fence?.runId === caller.runId;", "return fence !== null;");
        // The third run drops the receipts of the second: then only the fence stands between the late request and the documents.
        harmsOnlyWithout(bench, without, (trial, proxy) -> zombieWrite(trial, proxy, 3));
    }

    @Test
    void judge_withoutIntent_seesDoubledRows(Bench bench) throws Exception {
        assertEquals(List.of(), crashAfterWrite(bench, UnaryOperator.identity()));
        assertNotEquals(List.of(), crashAfterWrite(bench, HarnessTest::withLateIntents));
    }

    private static void harmsOnlyWithout(Bench bench, Path withoutProtection, Situation situation) throws Exception {
        assertEquals(List.of(), verdictAfter(bench, Bench.convexFolder(), situation));
        assertNotEquals(List.of(), verdictAfter(bench, withoutProtection, situation));
    }

    private static List<String> verdictAfter(Bench bench, Path convexFolder, Situation situation) throws Exception {
        try (var trial = bench.trial(5, convexFolder); var proxy = ConvexFaultProxy.before(trial.convexUrl())) {
            situation.happen(trial, proxy);
            proxy.drain();
            return trial.verdict();
        }
    }

    private static void answerLost(Trial trial, ConvexFaultProxy proxy) throws Exception {
        proxy.follow(FaultPlan.nth(ConvexCall.WRITE, 2, new ConvexFault.CommitThenDrop()));
        try (var victim = Victim.start(trial.parts(proxy.url()))) {
            trial.recover(victim);
        }
        assertEquals(1, proxy.counts().met("commit_then_drop"));
    }

    /** A process dies while its request is on the way; the request arrives when all is over. */
    private static void zombieWrite(Trial trial, ConvexFaultProxy proxy, int runs) throws Exception {
        proxy.follow(FaultPlan.nth(ConvexCall.WRITE, 1, HELD));
        try (var victim = VictimProcess.start(trial.parts(proxy.url()), List.of(), Duration.ofMinutes(1))) {
            while (proxy.counts().of(ConvexCall.WRITE) == 0) {
                if (!victim.isAlive()) {
                    throw new IllegalStateException("the engine's process ended before its first write");
                }
                Thread.sleep(Duration.ofMillis(20));
            }
            victim.kill();
        }
        try (var victim = Victim.start(trial.parts())) {
            if (runs > 1) {
                victim.cancel();
            }
            for (int n = 0; n < runs; n++) {
                trial.recover(victim);
            }
        }
        assertEquals(0, proxy.counts().delivered(ConvexCall.WRITE) - deliveredBefore(proxy), "it is still on its way");
    }

    /** Writes that other workers of the dead process sent beside the one that is held. */
    private static long deliveredBefore(ConvexFaultProxy proxy) {
        return proxy.counts().of(ConvexCall.WRITE) - proxy.counts().met("delay");
    }

    private static List<String> crashAfterWrite(Bench bench, UnaryOperator<Ports> bend) throws Exception {
        var faults = new PlannedFaults(List.of(new PlannedFault(FaultPoint.BATCH_ANSWERED, 1, FaultAction.THROW)));
        try (var trial = bench.trial(5); var victim = Victim.start(trial.parts(), faults, bend)) {
            // One run, to its end: the next one's audit would see a batch that the store does not know, and refuse.
            victim.run(Duration.ofMinutes(1));
            assertEquals(1, faults.struck().size());
            return trial.verdict();
        }
    }

    private static Ports withLateIntents(Ports p) {
        return new Ports(p.catalog(), p.source(), p.target(), p.mappingReader(), p.mappings(), p.runs(), p.stages(), p.pages(),
                new LateIntents(p.intents()), p.ids(), p.rejects(), p.findings(), p.written(), p.sender(), p.tuning(), p.faults());
    }
}
