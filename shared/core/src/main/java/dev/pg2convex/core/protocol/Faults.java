package dev.pg2convex.core.protocol;

/** Port: told of every {@link FaultPoint} that the program passes. What runs for users has {@link #NONE}. */
@FunctionalInterface
public interface Faults {
    Faults NONE = _ -> {};

    /** May throw, wait, or never return. */
    void reach(FaultPoint point);
}
