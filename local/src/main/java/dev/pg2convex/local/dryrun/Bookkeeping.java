package dev.pg2convex.local.dryrun;

import dev.pg2convex.core.plan.TablePlan;

/** About what pg2convex's own tables in Convex take: a receipt for each batch, and an owner record for each document of a table with {@code match}. */
final class Bookkeeping {
    /** {@code {outcome: "inserted", id}}. */
    private static final long RESULT = 2 + (7 + 1 + 10) + (2 + 1 + 34);
    /** A receipt's other fields, those that Convex adds, and its entries in three indexes. */
    private static final long RECEIPT = 250 + 3 * 100;
    /** An owner record with its names left out, and its entries in two indexes. */
    private static final long OWNER = 2 + (8 + 1 + 34) + (7 + 1 + 2) + (5 + 1 + 2) + 61 + (34 + 43) + 43;

    private Bookkeeping() {}

    static long bytes(TablePlan table, String mapping, long documents, long batches) {
        long owner = table.match().isPresent() ? OWNER + mapping.length() + table.table().length() : 0;
        return documents * (RESULT + owner) + batches * RECEIPT;
    }
}
