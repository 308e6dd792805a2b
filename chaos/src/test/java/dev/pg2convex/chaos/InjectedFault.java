package dev.pg2convex.chaos;

import dev.pg2convex.core.protocol.FaultPoint;

/** The exception that nobody expects. */
final class InjectedFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InjectedFault(FaultPoint point) {
        super("injected at " + point);
    }
}
