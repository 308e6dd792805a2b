package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.Runs;
import dev.pg2convex.core.store.Runs.Created;
import dev.pg2convex.core.store.Runs.NewRun;
import dev.pg2convex.core.store.Runs.Requested;
import dev.pg2convex.core.store.StoreRefused;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostgresRunsTest {
    private final Runs runs = TestStore.store().runs();
    private final TestRun run = TestRun.start();

    @Test
    void storeId_askedTwice_isTheSame() {
        assertEquals(runs.storeId(), runs.storeId());
    }

    @Test
    void create_newRun_keepsWhatItWasGiven() {
        var options = new RunOptions(false, true, true, true);
        var draft = new NewRun(UUID.randomUUID(), run.mapping(), run.hash(), "other", "https://y", "s", Run.Kind.VERIFY,
                new Scope(List.of("users", "t")), options, Optional.empty());
        var created = assertInstanceOf(Created.Inserted.class, runs.create(draft)).run();
        assertEquals(Optional.of(created), runs.find(draft.id()));
        assertEquals(options, created.options());
        assertEquals(draft.scope(), created.scope());
        assertEquals(Run.Kind.VERIFY, created.kind());
        assertEquals(Run.State.ACTIVE, created.state());
        assertEquals(Run.Phase.BEGIN, created.phase());
        runs.end(draft.id(), Run.State.DONE, "");
    }

    @Test
    void create_redrive_keepsItsSelection() {
        var scope = Scope.of(List.of("users"), new Scope.Redrive(List.of("orphan"), List.of()));
        var draft = new NewRun(UUID.randomUUID(), run.mapping(), run.hash(), "redriven", "https://y", "s", Run.Kind.MIGRATE, scope,
                RunOptions.DEFAULT, Optional.empty());
        assertEquals(scope, assertInstanceOf(Created.Inserted.class, runs.create(draft)).run().scope());
        runs.end(draft.id(), Run.State.DONE, "");
    }

    @Test
    void create_part_keepsItsRows() {
        for (var part : List.of(Scope.Part.ofKeys(List.of("2", "10", "2")), Scope.Part.ofRowsWhere("id > 7"))) {
            var scope = Scope.of("users", part);
            var draft = new NewRun(UUID.randomUUID(), run.mapping(), run.hash(), "part", "https://y", "s", Run.Kind.MIGRATE, scope,
                    RunOptions.DEFAULT, Optional.empty());
            assertEquals(scope, assertInstanceOf(Created.Inserted.class, runs.create(draft)).run().scope());
            runs.end(draft.id(), Run.State.DONE, "");
        }
    }

    @Test
    void reopen_newestRunWithFailedPages_hasThemToDoAgain() throws StoreRefused {
        long page = run.onePage();
        assertFalse(runs.reopen(run.id(), Optional.empty()), "it has not ended");
        TestStore.store().pages().fail(TestRun.lease(page, "a"), "used up");
        runs.end(run.id(), Run.State.INCOMPLETE, "one page failed");
        assertTrue(runs.reopen(run.id(), Optional.of("a redrive")));
        assertEquals(Optional.of(new Requested(runs.find(run.id()).orElseThrow(), true)), runs.requested(run.mapping(), "a redrive"));
        var reopened = runs.find(run.id()).orElseThrow();
        assertEquals(Run.State.PAUSED, reopened.state());
        assertEquals(Optional.empty(), reopened.endedAt());
        assertTrue(runs.activate(run.id()));
        var rest = TestStore.store().pages().finish(TestRun.lease(page, "a"), 1, 0);
        assertEquals(0, rest.left());
        runs.end(run.id(), Run.State.INCOMPLETE, "for another reason");
        assertFalse(runs.reopen(run.id(), Optional.empty()), "none of its pages has failed");
    }

    @Test
    void stayPaused_pausedRunAlone_changesItsReason() {
        assertFalse(runs.stayPaused(run.id(), "it is active"));
        runs.pause(run.id(), "the first reason");
        assertTrue(runs.stayPaused(run.id(), "the real reason"));
        assertEquals(Optional.of("the real reason"), runs.find(run.id()).orElseThrow().reason());
        assertEquals(Run.State.PAUSED, runs.find(run.id()).orElseThrow().state());
    }

    @Test
    void reopen_olderRun_isRefused() {
        TestStore.store().pages().fail(TestRun.lease(run.onePage(), "a"), "used up");
        runs.end(run.id(), Run.State.INCOMPLETE, "one page failed");
        var next = run.next();
        assertFalse(runs.reopen(run.id(), Optional.empty()));
        runs.end(next.id(), Run.State.DONE, "");
        assertFalse(runs.reopen(run.id(), Optional.empty()));
    }

    @Test
    void create_besideALiveRun_isExcludedByIt() {
        var excluded = assertInstanceOf(Created.Excluded.class, runs.create(other(run.target())));
        assertEquals(run.id(), excluded.by().id());
    }

    @Test
    void create_besideAPausedRun_isExcluded() {
        assertTrue(runs.pause(run.id(), "asked to"));
        assertInstanceOf(Created.Excluded.class, runs.create(other(run.target())));
    }

    @Test
    void create_otherTarget_isInserted() {
        assertInstanceOf(Created.Inserted.class, runs.create(other("t-" + UUID.randomUUID())));
    }

    @Test
    void create_answerLostAndRepeated_isInserted() {
        assertInstanceOf(Created.Inserted.class, runs.create(run.draft()));
    }

    @Test
    void create_afterTheLastHasEnded_isInserted() {
        runs.end(run.id(), Run.State.DONE, "");
        assertEquals(Optional.of(run.next().id()), runs.unfinished(run.mapping()).map(Run::id));
    }

    @Test
    void create_twoAtOnce_excludesOne() throws Exception {
        runs.end(run.id(), Run.State.DONE, "");
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Created>> creations = IntStream.range(0, 2)
                    .<Callable<Created>>mapToObj(_ -> () -> runs.create(other(run.target())))
                    .toList();
            int inserted = 0;
            for (var creation : threads.invokeAll(creations)) {
                inserted += creation.get() instanceof Created.Inserted ? 1 : 0;
            }
            assertEquals(1, inserted);
        }
    }

    @Test
    void last_runThatNeverBegan_doesNotCount() {
        String url = run.draft().url();
        assertEquals(Optional.empty(), runs.lastAt(run.mapping(), url));
        assertEquals(Optional.empty(), runs.lastOn(run.mapping(), run.target()));
        assertEquals(Optional.empty(), runs.lastSource(run.mapping(), run.target()));
        runs.begun(run.id(), "{}");
        assertEquals(Optional.of(run.id()), runs.lastAt(run.mapping(), url).map(Run::id));
        assertEquals(Optional.of(run.id()), runs.lastOn(run.mapping(), run.target()).map(Run::id));
        assertEquals(Optional.of("source"), runs.lastSource(run.mapping(), run.target()));
        assertEquals(Optional.empty(), runs.lastAt(run.mapping(), "https://elsewhere"));
        assertEquals(Optional.empty(), runs.lastOn(run.mapping(), "another"));
    }

    @Test
    void versionBefore_runThatNeverBegan_doesNotCount() {
        assertEquals(Optional.empty(), runs.versionBefore(run.id()));
        runs.end(run.id(), Run.State.CANCELLED, "");
        var second = run.next();
        assertEquals(Optional.empty(), runs.versionBefore(second.id()));
        runs.begun(second.id(), "{}");
        runs.end(second.id(), Run.State.DONE, "");
        assertEquals(Optional.of(run.hash()), runs.versionBefore(run.next().id()));
    }

    @Test
    void isKnown_textThatIsNoRun_isFalse() {
        assertTrue(runs.isKnown(run.id().toString()));
        assertFalse(runs.isKnown(UUID.randomUUID().toString()));
        assertFalse(runs.isKnown("not a uuid"));
    }

    @Test
    void begunAndEnter_liveRun_keepSchemaAndPhase() {
        assertEquals(Optional.empty(), runs.schema(run.id()));
        assertEquals(Optional.empty(), runs.find(run.id()).orElseThrow().begunAt());
        var begun = runs.begun(run.id(), "{\"tables\":[]}");
        assertEquals(runs.find(run.id()), begun);
        runs.enter(run.id(), Run.Phase.CATCH_UP);
        var found = runs.find(run.id()).orElseThrow();
        assertEquals(Optional.of("{\"tables\":[]}"), runs.schema(run.id()));
        assertTrue(found.begunAt().isPresent());
        assertEquals(Run.Phase.CATCH_UP, found.phase());
    }

    @Test
    void pauseAndActivate_repeated_changeOnce() {
        assertTrue(runs.pause(run.id(), "asked to"));
        assertFalse(runs.pause(run.id(), "asked to"));
        assertEquals(Optional.of("asked to"), runs.find(run.id()).orElseThrow().reason());
        assertTrue(runs.activate(run.id()));
        assertFalse(runs.activate(run.id()));
        assertEquals(Optional.empty(), runs.find(run.id()).orElseThrow().reason());
    }

    @Test
    void end_twice_endsOnce() {
        assertTrue(runs.end(run.id(), Run.State.CANCELLED, "asked to"));
        assertFalse(runs.end(run.id(), Run.State.DONE, ""));
        var ended = runs.find(run.id()).orElseThrow();
        assertEquals(Run.State.CANCELLED, ended.state());
        assertTrue(ended.endedAt().isPresent());
        assertFalse(runs.pause(run.id(), ""));
        assertFalse(runs.activate(run.id()));
    }

    @Test
    void end_stateThatIsNoEnd_isABug() {
        assertThrows(IllegalArgumentException.class, () -> runs.end(run.id(), Run.State.PAUSED, ""));
    }

    @Test
    void latest_severalRuns_isTheNewest() {
        runs.end(run.id(), Run.State.DONE, "");
        var next = run.next();
        assertEquals(Optional.of(next.id()), runs.latest(run.mapping()).map(Run::id));
        assertTrue(runs.unfinished().stream().anyMatch(each -> each.id().equals(next.id())));
        assertFalse(runs.unfinished().stream().anyMatch(each -> each.id().equals(run.id())));
    }

    @Test
    void alive_ownHeartbeat_isNotAnothers() {
        runs.heartbeat(run.id(), Driver.following("me"));
        runs.heartbeat(run.id(), Driver.following("me"));
        assertFalse(runs.alive(run.id(), "me"));
        assertTrue(runs.alive(run.id(), "another"));
        assertTrue(runs.progress(run.id()).alive());
        pass("10 s");
        assertFalse(runs.alive(run.id(), "another"));
        assertFalse(runs.progress(run.id()).alive());
    }

    @Test
    void alive_heartbeatOfATick_holdsUntilTwoAreMissed() {
        runs.heartbeat(run.id(), Driver.ticked("functions"));
        pass("2 min");
        assertTrue(runs.alive(run.id(), "a process"));
        assertTrue(runs.progress(run.id()).alive());
        pass("30 s");
        assertFalse(runs.alive(run.id(), "a process"));
    }

    @Test
    void drivenBy_lastHeartbeat_saysWhose() {
        assertTrue(isDrivenBy("functions"), "nobody has driven it yet");
        runs.heartbeat(run.id(), Driver.ticked("functions"));
        assertTrue(isDrivenBy("functions"));
        assertFalse(isDrivenBy("a process"));
        runs.heartbeat(run.id(), Driver.following("a process"));
        assertFalse(isDrivenBy("functions"));
        assertTrue(isDrivenBy("a process"));
        runs.pause(run.id(), "");
        assertFalse(isDrivenBy("a process"));
    }

    @Test
    void create_requestOfARunThatHasEnded_isThatRun() {
        var first = requested("an event");
        assertInstanceOf(Created.Excluded.class, runs.create(first));
        runs.end(run.id(), Run.State.DONE, "");
        assertInstanceOf(Created.Inserted.class, runs.create(first));
        assertEquals(first.id(), assertInstanceOf(Created.Repeated.class, runs.create(requested("an event"))).run().id());
        runs.end(first.id(), Run.State.DONE, "");
        assertEquals(first.id(), assertInstanceOf(Created.Repeated.class, runs.create(requested("an event"))).run().id());
        assertEquals(Optional.of(first.id()), runs.latest(run.mapping()).map(Run::id), "nothing is left of the others");
        assertInstanceOf(Created.Inserted.class, runs.create(requested("another event")));
    }

    private NewRun requested(String request) {
        return new NewRun(UUID.randomUUID(), run.mapping(), run.hash(), run.target(), "https://x", "s", Run.Kind.MIGRATE, Scope.EVERYTHING,
                RunOptions.DEFAULT, Optional.of(request));
    }

    private boolean isDrivenBy(String name) {
        return runs.drivenBy(name).stream().anyMatch(each -> each.id().equals(run.id()));
    }

    private void pass(String time) {
        TestStore.execute(TestStore.shared(),
                "UPDATE pg2convex.heartbeat SET until_at = until_at - interval '" + time + "' WHERE run_id = '" + run.id() + "'");
    }

    private NewRun other(String target) {
        return new NewRun(UUID.randomUUID(), run.mapping(), run.hash(), target, "https://x", "s", Run.Kind.MIGRATE, Scope.EVERYTHING,
                RunOptions.DEFAULT, Optional.empty());
    }
}
