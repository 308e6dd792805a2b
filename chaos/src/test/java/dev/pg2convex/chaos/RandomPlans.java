package dev.pg2convex.chaos;

import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.testing.proxy.ConvexFault;
import dev.pg2convex.testing.proxy.ErrorAnswer;
import dev.pg2convex.testing.proxy.FaultPlan;
import dev.pg2convex.testing.proxy.FunctionError;
import dev.pg2convex.testing.proxy.PostgresFaultPlan;
import dev.pg2convex.testing.proxy.QueueFault;
import dev.pg2convex.testing.proxy.QueueFaultPlan;
import dev.pg2convex.testing.proxy.RandomFaults;
import dev.pg2convex.testing.proxy.RandomFaults.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong in a random trial. The same seed plans the same. */
final class RandomPlans {
    private static final int LATEST = 6;

    private RandomPlans() {}

    /** Faults of the program itself. */
    static List<PlannedFault> ofProgram(SplittableRandom random, boolean mayDie) {
        var points = FaultPoint.values();
        var plan = new ArrayList<PlannedFault>();
        int faults = 3 + random.nextInt(4);
        for (int n = 0; n < faults; n++) {
            var action = switch (random.nextInt(5)) {
                case 0 -> FaultAction.PAUSE;
                case 1 -> FaultAction.DUPLICATE;
                case 2 -> mayDie ? FaultAction.KILL : FaultAction.THROW;
                default -> FaultAction.THROW;
            };
            plan.add(new PlannedFault(points[random.nextInt(points.length)], 1 + random.nextInt(LATEST), action));
        }
        return plan;
    }

    /** About one call in four meets one. */
    static FaultPlan ofConvex(long seed) {
        var rates = new ArrayList<Rate>();
        for (var fault : List.of(new ConvexFault.CommitThenDrop(), new ConvexFault.DropBeforeCommit(),
                new ConvexFault.Delay(Duration.ofMillis(1_300)), new ConvexFault.LateDelivery(Duration.ofMillis(1_800)),
                new ConvexFault.DuplicateDelivery(false), new ConvexFault.DuplicateDelivery(true), new ConvexFault.ResetInMidBody(),
                new ConvexFault.TruncatedBody(), new ConvexFault.Fails(FunctionError.TRANSACTION_LIMIT),
                new ConvexFault.Answers(ErrorAnswer.GATEWAY_TIMEOUT, true))) {
            rates.add(new Rate(fault, 0.02));
        }
        for (var answer : List.of(ErrorAnswer.TOO_MANY_WRITES, ErrorAnswer.WRITE_CONFLICT, ErrorAnswer.INTERNAL_ERROR,
                ErrorAnswer.SERVER_TIMEOUT, ErrorAnswer.BAD_GATEWAY)) {
            rates.add(new Rate(new ConvexFault.Answers(answer, false), 0.01));
        }
        return new RandomFaults(seed, rates);
    }

    /** Cut connections: seldom, since a command has some hundred statements, and each is a command that its operator gives again. */
    static PostgresFaultPlan ofPostgres(long seed) {
        return PostgresFaultPlan.random(seed, 0.001);
    }

    static QueueFaultPlan ofQueue(long seed) {
        var ofSends = QueueFaultPlan.random(seed, 0.1,
                List.of(QueueFault.SENT_TWICE, QueueFault.SENT_LATE, QueueFault.ANSWER_LOST, QueueFault.UNAVAILABLE));
        var ofReceives = QueueFaultPlan.random(seed, 0.1,
                List.of(QueueFault.RECEIVED_TWICE, QueueFault.RECEIVED_SHUFFLED, QueueFault.ANSWER_LOST, QueueFault.UNAVAILABLE));
        var ofOthers = QueueFaultPlan.random(seed, 0.05, List.of(QueueFault.ANSWER_LOST, QueueFault.UNAVAILABLE));
        return (action, number) -> (action.startsWith("SendMessage") ? ofSends : action.equals("ReceiveMessage") ? ofReceives : ofOthers)
                .faultFor(action, number);
    }
}
