package dev.pg2convex.coordinator;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.run.Run;
import java.util.UUID;

/** What becomes of a run that cannot be driven on: nothing is tried for ever in silence. */
final class Guard {
    private final Ports ports;

    Guard(Ports ports) {
        this.ports = ports;
    }

    /** Drives a run. What the operator must mend pauses it, what will fail the same way each time ends it; what passes is thrown. */
    void over(UUID runId, Runnable drive) {
        try {
            drive.run();
        } catch (MappingException e) {
            ports.runs().pause(runId, e.getMessage());
        } catch (CategorizedException e) {
            if (e.code().equals(CategorizedException.DATABASE_TIMEOUT)) {
                // It will take as long the next time.
                ports.runs().pause(runId, e.getMessage());
                return;
            }
            switch (e.failure()) {
                case CONFIGURATION -> ports.runs().pause(runId, e.getMessage());
                case DETERMINISTIC -> stop(runId, e.getMessage() + " (" + e.code() + ")");
                case THROTTLED, UNAVAILABLE, AMBIGUOUS -> throw e;
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            stop(runId, "the coordinator failed: " + e.getClass().getName());
            throw e;
        }
    }

    /** A reset does not end before it is through. */
    private void stop(UUID runId, String reason) {
        boolean reset = ports.runs().find(runId).filter(run -> run.kind() == Run.Kind.RESET).isPresent();
        if (reset) {
            ports.runs().pause(runId, reason);
        } else {
            ports.runs().end(runId, Run.State.INCOMPLETE, reason);
        }
    }
}
