package dev.pg2convex.core.message;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.store.Place;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is only asked: it changes nothing. What may be long is answered in parts, each with the place that the next one goes on from. */
public sealed interface Query extends Command {
    /** Where a run stands; the mapping's newest where none is named. */
    record Status(String mapping, Optional<UUID> run) implements Query {
        public Status {
            requireNonNull(mapping);
            requireNonNull(run);
        }

        /** Of the newest run. */
        public Status(String mapping) {
            this(mapping, Optional.empty());
        }
    }

    /** The same, with what a run found and what asks for somebody's action. */
    record Report(String mapping, Optional<UUID> run) implements Query {
        public Report {
            requireNonNull(mapping);
            requireNonNull(run);
        }
    }

    /** The rows that were set aside, in these tables and for these reasons; an empty list takes all. */
    record Rejects(String mapping, List<String> tables, List<String> reasons, Optional<Place> after) implements Query {
        public Rejects {
            requireNonNull(mapping);
            tables = List.copyOf(tables);
            reasons = List.copyOf(reasons);
            requireNonNull(after);
        }
    }

    /** Which documents rows have, in these tables; an empty list takes all of the mapping. */
    record Ids(String mapping, List<String> tables, Sought sought) implements Query {
        public Ids {
            requireNonNull(mapping);
            tables = List.copyOf(tables);
            requireNonNull(sought);
            if (sought instanceof Sought.Row && tables.size() != 1) {
                throw new IllegalArgumentException("keys of different tables may be equal: a row is one of exactly one table");
            }
        }
    }

    /** What is looked for. */
    sealed interface Sought {
        record Row(String key) implements Sought {
            public Row {
                requireNonNull(key);
            }
        }

        record Document(String id) implements Sought {
            public Document {
                requireNonNull(id);
            }
        }

        /** All of them. */
        record Every(Optional<Place> after) implements Sought {
            public Every {
                requireNonNull(after);
            }
        }
    }
}
