package dev.pg2convex.core.store;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.PageTally;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Port: the pages and their leases. All times are the database's. */
public interface Pages {
    /** Run active, page not done; lease free, expired or mine → token + 1. */
    Leased lease(long pageId, String owner, Duration lease);

    void renew(PageLease held, Duration lease) throws StoreRefused;

    /** Gives a lease back before its time, so that another may go on at once. Without effect when it is no longer held. */
    void release(PageLease held);

    /**
     * Keeps how far a scan page has got.
     *
     * @param rows documents since the last time; saving the same cursor again adds none
     */
    void saveCursor(PageLease held, String cursor, long rows) throws StoreRefused;

    /**
     * Token mine and no open intent of the page → done; the stage has one page less left.
     *
     * <p>Finishing again under the same token changes nothing.
     *
     * @param rows rows (or documents) that the page covered, those excluded that came with {@link #saveCursor}
     * @param late rows that were not written because a parent is not there yet; those of an intent's {@code late} come with its acknowledgement
     */
    StageRest finish(PageLease held, long rows, long late) throws StoreRefused;

    /**
     * The attempt under that lease used up the last receive: token mine, page not done → failed. It holds later stages back.
     *
     * <p>Without effect when the page has been leased since, or is done: it is not failed under another worker.
     */
    StageRest fail(PageLease held, String reason);

    /** What a page has come to so far. */
    PageTally tally(long pageId);

    /** The failed pages of a run, the oldest first. */
    List<FailedPage> failed(UUID runId, int limit);

    /** A page that used up its receives; why it failed the last time. */
    record FailedPage(long id, String table, String reason) {}

    /** @param left pages of the stage not done, {@code failed} of them failed; {@code planned} false while more may be added */
    record StageRest(int ordinal, int left, int failed, boolean planned) {
        /** Nothing of the stage is left to work on. */
        public boolean exhausted() {
            return planned && left == failed;
        }
    }

    /** The outcome of {@link #lease}. */
    sealed interface Leased {
        record Held(PageLease lease) implements Leased {}

        /** Another worker holds it, until about then. */
        record Busy(Duration remaining) implements Leased {}

        /** The run is paused: the page waits for resume. */
        record Paused() implements Leased {}

        /** Done, failed, or its run has ended: nothing to do. */
        record Over() implements Leased {}

        /** No such page: a message from somewhere else. */
        record Unknown() implements Leased {}
    }
}
