package dev.pg2convex.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.testing.TestMigration;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From stage to stage to the end, whatever messages are lost, doubled or late. */
final class StagesTest extends WithCoordinator {
    @Test
    void run_nothingToDo_goesThroughAllStagesAndIsDone() {
        coordinators.start();

        coordinators.workAll(Coordinators.Work.NONE);

        assertEquals(
                List.of("DELETE[notes]", "DELETE[people]", "LOAD[people]", "LOAD[notes]", "VERIFY[people, notes]", "SCAN[people, notes]"),
                coordinators.stages().stream().map(stage -> stage.kind() + stage.tables().toString()).toList());
        assertEquals(Run.State.DONE, coordinators.run().state());
    }

    @Test
    void run_passThatWrote_isRepeatedUntilOneIsClean() {
        coordinators.start(Coordinators.UNVERIFIED, TestMigration.AMPLE);

        coordinators.workAll(page -> {
            if (page.pass() == 0 && page.table().equals("people")) {
                coordinators.insert(page, 1);
            }
            return 0;
        });

        assertEquals(1, coordinators.stages().getLast().pass());
        assertEquals(Run.State.DONE, coordinators.run().state());
    }

    @Test
    void run_rowsLateInEveryPass_endsIncompleteAfterTheLastOne() {
        coordinators.start(Coordinators.UNVERIFIED, TestMigration.AMPLE);

        coordinators.workAll(page -> {
            if (page.table().equals("people") && page.kind() == Stage.Kind.LOAD) {
                coordinators.insert(page, 1);
            }
            return 1;
        });

        assertEquals(Coordinators.TUNING.maxPasses(), coordinators.stages().getLast().pass());
        assertEquals(Run.State.INCOMPLETE, coordinators.run().state());
        assertTrue(coordinators.run().reason().orElseThrow().contains("wait for parents"));
    }

    @Test
    void run_pageFailed_endsIncompleteWithoutLaterStages() {
        coordinators.start();
        var page = coordinators.sentPages().getFirst();
        var held = assertInstanceOf(Leased.Held.class, migration.ports().pages().lease(page, "worker", Duration.ofMinutes(1)));
        var rest = migration.ports().pages().fail(held.lease(), "test");

        coordinators.handle(new Message.Advance(coordinators.run().id(), rest.ordinal()));

        assertEquals(Run.State.INCOMPLETE, coordinators.run().state());
        assertTrue(coordinators.stages().stream().noneMatch(stage -> stage.tables().equals(List.of("notes")) && stage.pages() > 0));
    }

    @Test
    void advance_doubledOrEarly_changesNothing() {
        coordinators.start();
        var before = coordinators.stages();

        coordinators.handle(new Message.Advance(coordinators.run().id(), 2));
        coordinators.handle(new Message.Advance(coordinators.run().id(), 2));

        assertEquals(before, coordinators.stages());
        assertEquals(1, coordinators.sentPages().size());
    }

    @Test
    void tick_messagesLost_sendsThemAgain() {
        coordinators.start();
        var lost = coordinators.sentPages();
        coordinators.tick();
        assertEquals(List.of(), coordinators.sentPages(), "they may well wait in the queue");
        migration.sql("UPDATE pg2convex.page SET sent_at = sent_at - interval '1 h'");

        coordinators.tick();

        assertEquals(lost, coordinators.sentPages());
    }

    @Test
    void tick_advanceLost_goesOn() {
        coordinators.start();
        finishQuietly(coordinators.sentPages().getFirst());

        coordinators.tick();

        assertEquals(1, coordinators.sentPages().size());
        assertEquals(Stage.State.DONE, coordinators.loadOfPeople().state());
    }

    @Test
    void pause_thenResume_sendsWhatIsNotDone() {
        coordinators.start();
        var page = coordinators.sentPages();
        coordinators.execute(new Command.Pause(migration.mapping()));
        assertEquals(Run.State.PAUSED, coordinators.run().state());
        coordinators.tick();
        assertEquals(List.of(), coordinators.sentPages());

        coordinators.resume();

        assertEquals(page, coordinators.sentPages());
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @Test
    void cancel_activeRun_endsItAndLeavesTheNextFree() {
        coordinators.start();
        var page = coordinators.sentPages().getFirst();

        coordinators.cancel();

        assertEquals(Run.State.CANCELLED, coordinators.run().state());
        assertEquals(new Leased.Over(), migration.ports().pages().lease(page, "worker", Duration.ofMinutes(1)));
        coordinators.start();
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @Test
    void deletes_mostRowsGone_endsTheRunBeforeTheFirst() {
        mapPeople(150);

        coordinators.start();

        assertEquals(Run.State.INCOMPLETE, coordinators.run().state());
        assertTrue(coordinators.run().reason().orElseThrow().contains("Nothing was deleted"));
        assertEquals(List.of(), coordinators.sentPages());
    }

    @Test
    void deletes_mostRowsGoneAndAllowed_areSent() {
        mapPeople(150);

        coordinators.start(new RunOptions(false, true, false, false), TestMigration.AMPLE);

        assertFalse(coordinators.sentPages().isEmpty());
    }

    @Test
    void handle_unknownRun_changesNothing() {
        coordinators.handle(new Message.Advance(UUID.randomUUID(), 0));

        assertEquals(List.of(), migration.sender().sent());
    }

    /** A run that mapped so many people whose rows are not in the source. */
    private void mapPeople(int people) {
        coordinators.start(Coordinators.UNVERIFIED, TestMigration.AMPLE);
        coordinators.workAll(page -> {
            if (page.pass() == 0 && page.table().equals("people")) {
                coordinators.insert(page, people);
            }
            return 0;
        });
        migration.sql("UPDATE pg2convex.run SET state = 'done', ended_at = coalesce(ended_at, clock_timestamp())");
        migration.sender().drain();
    }

    private void finishQuietly(long page) {
        var held = (Leased.Held) migration.ports().pages().lease(page, "worker", Duration.ofMinutes(1));
        try {
            migration.ports().pages().finish(held.lease(), 0, 0);
        } catch (StoreRefused e) {
            throw new AssertionError(e);
        }
    }
}
