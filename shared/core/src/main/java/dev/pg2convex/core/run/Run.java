package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One execution of a mapping version against a target.
 *
 * @param mappingHash the version that the run is pinned to
 * @param reason why it is paused or ended, for the operator
 * @param begunAt when it was last through its begin, by database time: what it goes by stays the same since. Empty until it has begun.
 */
public record Run(UUID id, String mapping, String mappingHash, String target, Kind kind, State state, Phase phase, Scope scope,
        RunOptions options, Optional<String> reason, Optional<Instant> begunAt, Instant createdAt, Optional<Instant> endedAt) {
    public Run {
        requireNonNull(id);
        requireNonNull(mapping);
        requireNonNull(mappingHash);
        requireNonNull(target);
        requireNonNull(kind);
        requireNonNull(state);
        requireNonNull(phase);
        requireNonNull(scope);
        requireNonNull(options);
        requireNonNull(reason);
        requireNonNull(begunAt);
        requireNonNull(createdAt);
        requireNonNull(endedAt);
    }

    /** A run moves rows and then verifies them, or only verifies, or forgets what was migrated. */
    public enum Kind {
        MIGRATE, VERIFY, RESET;

        /** Whether it changes the target, and so raises the fence. */
        public boolean writes() {
            return this != VERIFY;
        }
    }

    /** Active and paused runs exclude another run of the same mapping and target; the others have ended. */
    public enum State {
        ACTIVE, PAUSED, DONE, INCOMPLETE, CANCELLED;

        public boolean ended() {
            return this != ACTIVE && this != PAUSED;
        }
    }

    /** A run's step. */
    public enum Phase {
        BEGIN, DELETES, LOAD, CATCH_UP, VERIFY
    }
}
