package dev.pg2convex.postgres.source;

import dev.pg2convex.core.store.RejectReason;

/** Text that UTF-8 can carry. Only type {@code json} can hold other: half of a surrogate pair, written as an escape. */
final class UnicodeText {
    private UnicodeText() {}

    static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                throw new UnfitException(RejectReason.INVALID_VALUE);
            }
            i++;
        }
        return text;
    }
}
