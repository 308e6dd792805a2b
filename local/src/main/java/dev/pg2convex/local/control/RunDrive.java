package dev.pg2convex.local.control;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Port: where runs are driven, for commands that stay with one. */
public interface RunDrive extends RunControl {
    /** Whether a run goes on without this process: then one under way may be joined, and is not stopped at the end. */
    boolean outlivesUs();

    /** Called with each look at a run that is followed. */
    void keepOn(UUID runId);

    /** Between two looks. */
    Duration look();

    /** Why things are slow at the moment, where this process knows. */
    default Optional<String> slowedBy() {
        return Optional.empty();
    }

    /** Nobody stays with the run any longer, though it has not ended: whoever drives it here stops. */
    default void leave(PrintWriter err) {
        // It goes on, or somebody else stops it.
    }
}
