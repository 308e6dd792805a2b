package dev.pg2convex.core.message;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.RunReport;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.store.Rejects.Listed;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a person, an event or a schedule asks of the coordinator. All but {@link Register} only name a mapping. */
public sealed interface Command permits Command.Register, Command.Start, Command.Resume, Command.Pause, Command.Cancel, Query {
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

    /** What the coordinator answers. */
    sealed interface Reply {
        record Registered(String mapping, String hash) implements Reply {}

        /** @param notice what the operator must hear of the run before it goes far */
        record Accepted(UUID runId, Run.State state, Optional<String> notice) implements Reply {
            public Accepted {
                requireNonNull(runId);
                requireNonNull(state);
                requireNonNull(notice);
            }

            /** Of a run that there is nothing to say about. */
            public Accepted(UUID runId, Run.State state) {
                this(runId, state, Optional.empty());
            }
        }

        /** @param code stable; {@code message} what happened and what to do */
        record Refused(String code, String message) implements Reply {}

        record Progress(RunProgress progress) implements Reply {}

        record Report(RunReport report) implements Reply {}

        /** @param next where the rest goes on; empty at the end */
        record Rejects(List<Listed> rejects, Optional<Place> next) implements Reply {
            public Rejects {
                rejects = List.copyOf(rejects);
                requireNonNull(next);
            }
        }

        /**
         * Rows and their documents.
         *
         * @param next where the rest of a list goes on; empty at its end
         * @param setAside whether the row that was looked for stands rejected
         */
        record Ids(List<Document> ids, Optional<Place> next, boolean setAside) implements Reply {
            public Ids {
                ids = List.copyOf(ids);
                requireNonNull(next);
            }
        }

        /** Which document a row has. */
        record Document(String table, String key, String documentId) {
            public Document {
                requireNonNull(table);
                requireNonNull(key);
                requireNonNull(documentId);
            }
        }
    }
}
