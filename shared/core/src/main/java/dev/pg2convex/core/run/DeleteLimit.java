package dev.pg2convex.core.run;

/** How much of a table a run may delete without being told so: more than anyone deletes by habit looks like a mistake. */
public final class DeleteLimit {
    /** Below this number nothing is held back: a small table may well lose half of its rows. */
    public static final long FREE = 100;
    /** One in so many. */
    private static final long SHARE = 10;

    private DeleteLimit() {}

    /** @param mapped the table's documents before the first of them is deleted */
    public static boolean isExceeded(long gone, long mapped) {
        return gone > FREE && gone > mapped / SHARE;
    }
}
