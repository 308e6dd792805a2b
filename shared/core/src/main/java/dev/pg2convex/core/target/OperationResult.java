package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What became of an {@link Operation}. */
public sealed interface OperationResult {
    record Inserted(String id) implements OperationResult {
        public Inserted {
            requireNonNull(id);
        }
    }

    /** @param twins further documents of the same natural key that nobody owns */
    record Adopted(String id, int twins) implements OperationResult {
        public Adopted {
            requireNonNull(id);
        }
    }

    /** Linked to an existing document, which is never written. */
    record Skipped(String id, int twins) implements OperationResult {
        public Skipped {
            requireNonNull(id);
        }
    }

    record Updated() implements OperationResult {}

    /** The document to update does not exist any more. */
    record Gone() implements OperationResult {}

    record Deleted() implements OperationResult {}

    record Unlinked() implements OperationResult {}

    /**
     * This row failed, the others of its batch did not.
     *
     * @param code {@code schema}, {@code value}, {@code identifier} or {@code size}
     */
    record Rejected(String code, Optional<String> path) implements OperationResult {
        public Rejected {
            requireNonNull(code);
            requireNonNull(path);
        }
    }
}
