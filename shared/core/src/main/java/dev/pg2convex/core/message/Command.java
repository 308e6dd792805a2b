package dev.pg2convex.core.message;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import java.util.UUID;

/** What a person, an event or a schedule asks of the coordinator. All but {@link Register} only name a mapping. */
public sealed interface Command {
    String mapping();

    /** Registers a mapping file; only by direct invocation. */
    record Register(String mapping, String text) implements Command {
        public Register {
            requireNonNull(mapping);
            requireNonNull(text);
        }
    }

    /** Starts a run of the current version of a mapping. */
    record Start(String mapping, Run.Kind kind, Scope scope, RunOptions options) implements Command {
        public Start {
            requireNonNull(mapping);
            requireNonNull(kind);
            requireNonNull(scope);
            requireNonNull(options);
        }
    }

    /** Goes on with the mapping's run that has not ended: begins it again, then sends what is not done. */
    record Resume(String mapping) implements Command {
        public Resume {
            requireNonNull(mapping);
        }
    }

    record Pause(String mapping) implements Command {
        public Pause {
            requireNonNull(mapping);
        }
    }

    record Cancel(String mapping) implements Command {
        public Cancel {
            requireNonNull(mapping);
        }
    }

    record Status(String mapping) implements Command {
        public Status {
            requireNonNull(mapping);
        }
    }

    /** What the coordinator answers. */
    sealed interface Reply {
        record Registered(String mapping, String hash) implements Reply {}

        record Accepted(UUID runId, Run.State state) implements Reply {}

        /** @param code stable; {@code message} what happened and what to do */
        record Refused(String code, String message) implements Reply {}

        record Progress(dev.pg2convex.core.run.RunProgress progress) implements Reply {}
    }
}
