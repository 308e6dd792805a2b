package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;

/** Text that UTF-8 can carry. Only type {@code json} can hold other: half of a surrogate pair, written as an escape. */
final class UnicodeText {
    private UnicodeText() {}

    static String checked(String text) {
        boolean alone = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (alone) {
            throw new UnfitException(RejectReason.INVALID_VALUE);
        }
        return text;
    }
}
