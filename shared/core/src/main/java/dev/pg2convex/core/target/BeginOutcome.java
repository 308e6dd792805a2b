package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Whether the fence was raised. */
public sealed interface BeginOutcome {
    /** @param created there was no fence for this mapping: a new target */
    record Begun(boolean created) implements BeginOutcome {}

    /** @param code {@code other_target}, {@code other_store}, {@code fence_moved}, {@code table_claimed} or {@code not_empty} */
    record Refused(String code, Optional<String> table, Optional<String> mapping, Optional<String> runId) implements BeginOutcome {
        public Refused {
            requireNonNull(code);
            requireNonNull(table);
            requireNonNull(mapping);
            requireNonNull(runId);
        }
    }
}
