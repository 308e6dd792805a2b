package dev.pg2convex.worker;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.target.Operation;

/**
 * A row that is to be written: its part of the intent and its part of the mutation.
 *
 * @param size in bytes as Convex counts them
 * @param deferred references left out because their target is not mapped yet
 */
record PendingRow(Intent.Row intent, Operation operation, long size, int deferred) {
    PendingRow {
        requireNonNull(intent);
        requireNonNull(operation);
    }

    /** The same row as an insert, after its document was found gone. */
    PendingRow recreated() {
        if (!(operation instanceof Operation.Update update)) {
            throw new IllegalStateException("only an update can find its document gone");
        }
        return new PendingRow(new Intent.Row(intent.key(), Intent.Op.RECREATE, java.util.Optional.empty(), intent.hash()),
                new Operation.Insert(update.set(), update.unset()), size, deferred);
    }
}
