package dev.pg2convex.testing.proxy;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Which call of the queue's API meets which fault. A fault that does not fit the action does nothing. */
@FunctionalInterface
public interface QueueFaultPlan {
    /**
     * @param action such as {@code SendMessageBatch} or {@code ReceiveMessage}
     * @param number among the calls of this action, from 1
     */
    Optional<QueueFault> faultFor(String action, long number);

    static QueueFaultPlan none() {
        return (_, _) -> Optional.empty();
    }

    static QueueFaultPlan always(QueueFault fault) {
        return (_, _) -> Optional.of(fault);
    }

    /** Each call meets one of the faults with this probability; the seed repeats it. */
    static QueueFaultPlan random(long seed, double rate, List<QueueFault> faults) {
        var choice = List.copyOf(faults);
        return (action, number) -> {
            var random = new SplittableRandom(seed ^ new SplittableRandom(action.hashCode() * 0x9E3779B97F4A7C15L + number).nextLong());
            return random.nextDouble() < rate ? Optional.of(choice.get(random.nextInt(choice.size()))) : Optional.empty();
        };
    }
}
