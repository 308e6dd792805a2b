package dev.pg2convex.core.protocol;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.run.PageLease;
import java.time.Duration;
import java.util.Optional;

/** What became of one delivery of a page's message. */
public sealed interface PageOutcome {
    /** The message has served: the page is done, or is somebody else's who sees to it. */
    record Served(String how) implements PageOutcome {
        static final Served DONE = new Served("done");

        public Served {
            requireNonNull(how);
        }

        /** This attempt has finished the page. */
        public boolean isDone() {
            return equals(DONE);
        }
    }

    /** The page must go on later: a new message, delayed. Never counts as a failure. */
    record Waiting(Duration delay, String why) implements PageOutcome {
        public Waiting {
            requireNonNull(delay);
            requireNonNull(why);
        }
    }

    /** The run is paused: it cannot go on until the operator has acted. */
    record Stopped(CategorizedException reason) implements PageOutcome {
        public Stopped {
            requireNonNull(reason);
        }
    }

    /**
     * This attempt failed.
     *
     * @param lease that it held; none when it did not get that far
     */
    record Failed(RuntimeException reason, Optional<PageLease> lease) implements PageOutcome {
        public Failed {
            requireNonNull(reason);
            requireNonNull(lease);
        }

        /** What may be shown of it: a foreign exception's message may hold a row's values. */
        public String why() {
            return reason instanceof CategorizedException categorized ? categorized.code() + ": " + categorized.getMessage()
                    : reason.getClass().getName();
        }
    }
}
