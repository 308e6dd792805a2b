package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.store.Rejects;
import dev.pg2convex.core.store.Rejects.Listed;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.core.store.StoreRefused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresRejectsTest {
    private final PostgresStore store = TestStore.store();
    private final Rejects rejects = store.rejects();
    private final TestRun run = TestRun.start();
    private final PageLease held = TestRun.lease(run.onePage(), "a");

    @Test
    void put_rejects_areListedUntilCleared() throws StoreRefused {
        rejects.put(held, List.of(orphan("2"), orphan("10"), orphan("I")), List.of());
        assertEquals(List.of(orphan("10"), orphan("2"), orphan("I")), list());
        assertEquals(Set.of("2", "I"), rejects.among(run.target(), "users", List.of("2", "I", "i", "3")));
        rejects.put(held, List.of(), List.of("2", "3"));
        assertEquals(List.of(orphan("10"), orphan("I")), list());
    }

    @Test
    void put_again_takesTheNewReasonAndKeepsWhenItWasFirstSeen() throws StoreRefused {
        rejects.put(held, List.of(orphan("1")), List.of());
        String seen = firstSeen();
        var other = new Reject("users", "1", "number_precision", Optional.of("credits"));
        rejects.put(held, List.of(other), List.of());
        assertEquals(List.of(other), list());
        assertEquals(seen, firstSeen());
    }

    @Test
    void dropUnconfirmed_nextRun_keepsWhatItConfirmed() throws StoreRefused {
        rejects.put(held, List.of(orphan("1"), orphan("2")), List.of());
        store.runs().end(run.id(), Run.State.DONE, "");
        var next = run.next();
        var again = TestRun.lease(next.onePage(), "a");
        rejects.put(again, List.of(orphan("2")), List.of());
        rejects.dropUnconfirmed(next.id(), List.of("threads"));
        assertEquals(2, list().size());
        rejects.dropUnconfirmed(next.id(), List.of("users", "threads"));
        assertEquals(List.of(orphan("2")), list());
    }

    @Test
    void confirmed_rejectOfAnEarlierRun_isNotAmongThem() throws StoreRefused {
        rejects.put(held, List.of(orphan("1"), orphan("2")), List.of());
        assertEquals(Set.of("1", "2"), rejects.confirmed(run.id(), "users", List.of("1", "2", "3")));
        store.runs().end(run.id(), Run.State.DONE, "");
        var next = run.next();
        rejects.put(TestRun.lease(next.onePage(), "a"), List.of(orphan("2")), List.of());
        assertEquals(Set.of("2"), rejects.confirmed(next.id(), "users", List.of("1", "2", "3")));
        assertEquals(Set.of(), rejects.confirmed(next.id(), "threads", List.of("2")));
    }

    @Test
    void list_otherTableOrLimit_isRespected() throws StoreRefused {
        rejects.put(held, List.of(orphan("1"), orphan("2")), List.of());
        assertEquals(List.of(), rejects.list(run.mapping(), run.target(), Optional.of("threads"), 10));
        assertEquals(1, rejects.list(run.mapping(), run.target(), Optional.empty(), 1).size());
    }

    @Test
    void toRedrive_selection_takesItAndWhatFollowsAParent() throws StoreRefused {
        var ofParent = new Reject("users", "4", "parent_rejected", Optional.of("userId"));
        var other = new Reject("users", "3", "number_precision", Optional.of("credits"));
        rejects.put(held, List.of(orphan("1"), orphan("2"), other, ofParent), List.of());
        assertEquals(List.of("1", "2", "3", "4"), redriven(List.of(), List.of(), List.of()));
        assertEquals(List.of("1", "2", "4"), redriven(List.of("users"), List.of("orphan"), List.of()));
        assertEquals(List.of("2", "4"), redriven(List.of(), List.of("orphan"), List.of("2", "3")));
        assertEquals(List.of("4"), redriven(List.of("threads"), List.of(), List.of()), "a table that only refers to the scope's");
        var all = Scope.of(List.of(), Scope.Redrive.ALL);
        assertEquals(List.of("2", "3"),
                rejects.toRedrive(run.target(), "users", all, new KeyRange(Optional.of("1"), Optional.of("3")), 10));
        assertEquals(List.of("1"), rejects.toRedrive(run.target(), "users", all, KeyRange.ALL, 1));
    }

    @Test
    void list_tablesAndReasons_areRespected() throws StoreRefused {
        rejects.put(held, List.of(orphan("1"), new Reject("threads", "3", "orphan", Optional.empty())), List.of());
        assertEquals(
                List.of(new Listed(new Reject("threads", "3", "orphan", Optional.empty()), run.id()), new Listed(orphan("1"), run.id())),
                listed(List.of(), List.of()));
        assertEquals(1, listed(List.of("users"), List.of("orphan")).size());
        assertEquals(List.of(), listed(List.of(), List.of("refused")));
        assertEquals(List.of(new Listed(orphan("1"), run.id())),
                rejects.list(run.mapping(), run.target(), List.of(), List.of(), Optional.of(new Place("threads", "3")), 10));
        assertEquals(1, rejects.list(run.mapping(), run.target(), List.of(), List.of(), Optional.empty(), 1).size());
    }

    private List<String> redriven(List<String> tables, List<String> reasons, List<String> keys) {
        return rejects.toRedrive(run.target(), "users", Scope.of(tables, new Scope.Redrive(reasons, keys)), KeyRange.ALL, 10);
    }

    private List<Listed> listed(List<String> tables, List<String> reasons) {
        return rejects.list(run.mapping(), run.target(), tables, reasons, Optional.empty(), 10);
    }

    private List<Reject> list() {
        return rejects.list(run.mapping(), run.target(), Optional.of("users"), 10);
    }

    private String firstSeen() {
        return TestStore.query(TestStore.shared(), "SELECT first_seen FROM pg2convex.reject WHERE target = '" + run.target() + "'");
    }

    private static Reject orphan(String key) {
        return new Reject("users", key, "orphan", Optional.of("userId"));
    }
}
