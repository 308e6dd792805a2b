package dev.pg2convex.worker;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.protocol.HeldPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows of a table that Convex refused alone, one after the other with no write in between, in this process. One bad row is set aside; so many in a row
 * are no bad rows but something that refuses every write, and that must never become a mass of rejects.
 */
final class Refusals {
    /** More than bad rows that lie side by side, far less than a mass. */
    static final int MOST = 10;

    private final Map<Place, List<Refusal>> streaks = new ConcurrentHashMap<>();

    private record Place(UUID runId, String table) {}

    private record Refusal(long pageId, String key) {}

    /** Something was written. */
    void end(HeldPage page) {
        streaks.remove(place(page));
    }

    /** @return whether the row may be set aside */
    boolean add(HeldPage page, String key) {
        return streaks.compute(place(page), (_, before) -> {
            var streak = new ArrayList<>(before == null ? List.<Refusal>of() : before);
            streak.add(new Refusal(page.lease().pageId(), key));
            return List.copyOf(streak);
        }).size() < MOST;
    }

    /** The rows of this page in the streak, which ends. */
    List<String> takeBack(HeldPage page) {
        var streak = streaks.remove(place(page));
        return streak == null ? List.of()
                : streak.stream().filter(refusal -> refusal.pageId() == page.lease().pageId()).map(Refusal::key).toList();
    }

    /** What the run is paused with. */
    static CategorizedException systemic(HeldPage page, CategorizedException last) {
        return new CategorizedException(Failure.CONFIGURATION, "writes_refused", MOST + " rows of table " + page.lease().table()
                + " were refused one after the other, with no write in between; the last as " + last.code()
                + ". That looks like a fault of the deployed functions (a trigger, say), so the rows were not set aside. See the Convex logs,"
                + " mend it and resume; if the rows are at fault, leave them out with `where:`", last);
    }

    private static Place place(HeldPage page) {
        return new Place(page.lease().runId(), page.lease().table());
    }
}
