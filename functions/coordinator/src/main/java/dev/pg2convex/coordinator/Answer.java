package dev.pg2convex.coordinator;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * As many rows as one answer may hold: Lambda takes 6 MB, and a character may take 6 bytes of JSON.
 *
 * @param next the last of them, where there are more
 */
record Answer<T>(List<T> rows, Optional<T> next) {
    /** Each has names and IDs beside its texts, of some 200 bytes. */
    static final int ROWS = 5_000;

    private static final int CHARACTERS = 750_000;

    Answer {
        rows = List.copyOf(rows);
    }

    /**
     * The first of these rows, one at least.
     *
     * @param rows one more than {@link #ROWS}, where there are so many
     * @param length of a row's texts
     */
    static <T> Answer<T> of(List<T> rows, ToIntFunction<T> length) {
        int taken = 0;
        int characters = 0;
        while (taken < Math.min(rows.size(), ROWS)) {
            characters += length.applyAsInt(rows.get(taken));
            if (taken > 0 && characters > CHARACTERS) {
                break;
            }
            taken++;
        }
        return new Answer<>(rows.subList(0, taken), taken < rows.size() ? Optional.of(rows.get(taken - 1)) : Optional.empty());
    }
}
