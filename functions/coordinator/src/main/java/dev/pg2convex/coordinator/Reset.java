package dev.pg2convex.coordinator;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.run.Run;
import java.util.Optional;

/**
 * The end of a reset: Convex forgets owners, the store forgets everything but the reset itself, Convex forgets receipts and, with the last, the fence.
 * Each step may be repeated, and the run goes on until the last is through, so that no other run of the mapping can begin between them.
 */
final class Reset {
    /** Receipts per call. */
    private static final int CHUNK = 500;

    private final Ports ports;

    Reset(Ports ports) {
        this.ports = ports;
    }

    void finish(Run run) {
        Ownership.release(ports, run, Optional.empty());
        if (!ports.written().forget(run.id())) {
            // It has ended: another driver was faster.
            return;
        }
        removeFence(run);
        ports.runs().end(run.id(), Run.State.DONE, "");
    }

    private void removeFence(Run run) {
        try {
            boolean removed = false;
            while (!removed) {
                removed = Beginning.repeated(() -> ports.target().end(run.mapping(), run.id(), CHUNK));
            }
        } catch (CategorizedException e) {
            // Removed by a call whose answer was lost, it is nobody's.
            if (e.failure() != Failure.DETERMINISTIC || ports.target().handshake(run.mapping()).fence().isPresent()) {
                throw e;
            }
        }
    }
}
