package dev.pg2convex.testing.proxy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A random plan that its seed repeats: what a call meets depends on the seed, the function and the call's number among the function's calls, and on
 * nothing else.
 */
public final class RandomFaults implements FaultPlan {
    private final long seed;
    private final List<Rate> rates;

    /** @param rates their sum is at most 1; a call meets one fault at most */
    public RandomFaults(long seed, List<Rate> rates) {
        this.seed = seed;
        this.rates = List.copyOf(rates);
        double sum = rates.stream().mapToDouble(Rate::rate).sum();
        if (sum > 1) {
            throw new IllegalArgumentException("the rates add up to " + sum + "; a call meets one fault at most");
        }
    }

    @Override
    public Optional<ConvexFault> faultFor(ConvexCall call) {
        long place = call.function().hashCode() * 0x9E3779B97F4A7C15L + call.numberOfFunction();
        double drawn = new SplittableRandom(seed ^ new SplittableRandom(place).nextLong()).nextDouble();
        for (var rate : rates) {
            drawn -= rate.rate();
            if (drawn < 0) {
                return Optional.of(rate.fault());
            }
        }
        return Optional.empty();
    }

    /**
     * How often a fault happens.
     *
     * @param rate from 0 to 1
     */
    public record Rate(ConvexFault fault, double rate) {
        public Rate {
            requireNonNull(fault);
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException("a rate is from 0 to 1, not " + rate);
            }
        }
    }
}
