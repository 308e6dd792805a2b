package dev.pg2convex.worker;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.target.Operation;
import java.util.List;
import java.util.Optional;

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

    /**
     * The same row as an insert, after its document was found gone.
     *
     * @param removed fields that no mapping has any more: a document that is adopted instead may have them of the application
     */
    PendingRow recreated(List<String> removed) {
        if (!(operation instanceof Operation.Update update)) {
            throw new IllegalStateException("only an update can find its document gone");
        }
        return new PendingRow(new Intent.Row(intent.key(), Intent.Op.RECREATE, Optional.empty(), intent.hash()),
                new Operation.Insert(update.set(), update.unset().stream().filter(field -> !removed.contains(field)).toList()), size,
                deferred);
    }
}
