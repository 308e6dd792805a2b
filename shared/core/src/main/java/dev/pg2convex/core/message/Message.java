package dev.pg2convex.core.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/** What travels through a queue: names of work, never row data and never SQL. */
public sealed interface Message {
    /** The version of the messages' form. */
    int VERSION = 1;

    /** A page to work on: for the worker on {@link QueueName#PAGES}, for the verifier on {@link QueueName#VERIFY}. */
    record PageMessage(UUID runId, long pageId) implements Message {
        public PageMessage {
            requireNonNull(runId);
        }
    }

    /** A stage has nothing left to work on; only ever acted upon if the store says the same. */
    record Advance(UUID runId, int ordinal) implements Message {
        public Advance {
            requireNonNull(runId);
        }
    }

    /** A stage whose planning goes on. */
    record PlanStage(UUID runId, int ordinal) implements Message {
        public PlanStage {
            requireNonNull(runId);
        }
    }

    /**
     * Look whether messages were lost, and send them again.
     *
     * @param run none: every active run of the store that nobody else drives
     */
    record Tick(Optional<UUID> run) implements Message {
        public static final Tick ALL = new Tick(Optional.empty());

        public Tick {
            requireNonNull(run);
        }

        public static Tick of(UUID runId) {
            return new Tick(Optional.of(runId));
        }
    }
}
