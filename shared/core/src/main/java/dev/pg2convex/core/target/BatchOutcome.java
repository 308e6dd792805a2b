package dev.pg2convex.core.target;

import java.util.List;

/** What Convex says of a batch, in answer to a write or to a settle. */
public sealed interface BatchOutcome {
    /** @param results by position of the operations */
    record Committed(List<OperationResult> results) implements BatchOutcome {
        public Committed {
            results = List.copyOf(results);
        }
    }

    /** A void receipt stands: the batch wrote nothing and never will. */
    record Voided() implements BatchOutcome {}

    /** The fence belongs to another run: this call wrote nothing. */
    record Fenced() implements BatchOutcome {}
}
