package dev.pg2convex.core.run;

/**
 * What was done, in rows.
 *
 * @param rows read from the source in the first pass
 * @param recreated documents that were gone from Convex and were inserted anew
 * @param rejected rows that stand in the list of rejects
 */
public record Counts(long rows, long inserted, long adopted, long updated, long unchanged, long recreated, long deleted, long rejected) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    public Counts plus(Counts other) {
        return new Counts(rows + other.rows, inserted + other.inserted, adopted + other.adopted, updated + other.updated,
                unchanged + other.unchanged, recreated + other.recreated, deleted + other.deleted, rejected + other.rejected);
    }
}
