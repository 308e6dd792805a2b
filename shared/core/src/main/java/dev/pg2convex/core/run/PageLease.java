package dev.pg2convex.core.run;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.source.KeyRange;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to work on a page. It holds while the page's token in the store is this one; its time only says when others may take over.
 *
 * @param range of source keys; for a delete page a range of the ID mapping in "C" order; for a scan page unused
 * @param cursor how far a scan page has got
 */
public record PageLease(long pageId, UUID runId, int ordinal, Stage.Kind kind, int pass, String table, KeyRange range, long token,
        String owner, Optional<String> cursor) {
    public PageLease {
        requireNonNull(runId);
        requireNonNull(kind);
        requireNonNull(table);
        requireNonNull(range);
        requireNonNull(owner);
        requireNonNull(cursor);
    }
}
