package dev.pg2convex.testing.proxy;

import java.util.Optional;

/**
 * Which call meets which fault. Asked once for each call, from many threads; the same call gets the same answer, so that a plan can be replayed.
 *
 * <pre>{@code
 * FaultPlan.nth(ConvexCall.WRITE, 2, new ConvexFault.CommitThenDrop())
 *         .or(FaultPlan.always(new ConvexFault.Fails(FunctionError.PAUSED)).on(ConvexCall.SETTLE))
 * }</pre>
 */
@FunctionalInterface
public interface FaultPlan {
    Optional<ConvexFault> faultFor(ConvexCall call);

    static FaultPlan none() {
        return _ -> Optional.empty();
    }

    /** For as long as it is followed. */
    static FaultPlan always(ConvexFault fault) {
        return _ -> Optional.of(fault);
    }

    /** The n-th call of a function, from 1. */
    static FaultPlan nth(String function, long n, ConvexFault fault) {
        return between(function, n, n, fault);
    }

    /** The calls of a function from the one number to the other, both included. */
    static FaultPlan between(String function, long first, long last, ConvexFault fault) {
        return call -> call.function().equals(function) && call.numberOfFunction() >= first && call.numberOfFunction() <= last
                ? Optional.of(fault) : Optional.empty();
    }

    /** The same for calls of this function only. */
    default FaultPlan on(String function) {
        return call -> call.function().equals(function) ? faultFor(call) : Optional.empty();
    }

    /** The other one's fault where this has none. */
    default FaultPlan or(FaultPlan other) {
        return call -> faultFor(call).or(() -> other.faultFor(call));
    }
}
