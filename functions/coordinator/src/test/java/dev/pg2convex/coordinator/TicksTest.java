package dev.pg2convex.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that nobody stays with: the tick that is switched on while one is active. */
final class TicksTest extends WithCoordinator {
    @AfterEach
    void endAll() {
        migration.ports().runs().unfinished().forEach(run -> migration.ports().runs().end(run.id(), Run.State.CANCELLED, ""));
    }

    @Test
    void start_isSwitchedOnBeforeAnythingCanFail() {
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE);

        assertThrows(CategorizedException.class, coordinators::start);

        assertEquals(List.of("on"), coordinators.ticks().drain());
        assertTrue(migration.ports().runs().alive(coordinators.run().id(), "a process"));
    }

    @Test
    void tick_runThatCouldNotBegin_isBegunAndSaidToBeDriven() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE);
        assertThrows(CategorizedException.class, coordinators::start);
        var run = coordinators.run();
        migration.sql("DELETE FROM pg2convex.heartbeat WHERE run_id = '" + run.id() + "'");

        coordinators.handle(Message.Tick.ALL);

        assertTrue(coordinators.run().begunAt().isPresent());
        assertEquals(1, coordinators.sentPages().size());
        assertTrue(migration.ports().runs().alive(run.id(), "a process"));
    }

    @Test
    void tick_runOfAProcess_isLeftToIt() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE);
        assertThrows(CategorizedException.class, coordinators::start);
        migration.ports().runs().heartbeat(coordinators.run().id(), Driver.following("a process"));

        coordinators.handle(Message.Tick.ALL);

        assertTrue(coordinators.run().begunAt().isEmpty());
        assertEquals(List.of("on", "off"), coordinators.ticks().drain());
    }

    @Test
    void tick_oneRunFails_othersAreLookedAtAll() {
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE, Fault.UNAVAILABLE);
        assertThrows(CategorizedException.class, coordinators::start);
        var other = new Coordinators(MIGRATIONS.migration(Coordinators.TUNING));
        other.start();
        migration.sql("DELETE FROM pg2convex.heartbeat");

        assertThrows(CategorizedException.class, () -> coordinators.handle(Message.Tick.ALL));

        assertTrue(migration.ports().runs().alive(other.run().id(), "a process"));
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @Test
    void tick_runIsActive_staysOn() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        coordinators.start();
        coordinators.ticks().drain();

        coordinators.handle(Message.Tick.ALL);

        assertEquals(List.of(), coordinators.ticks().drain());
    }

    @Test
    void tick_runHasEndedOrIsPaused_switchesItselfOffAndAResumeSwitchesOn() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        coordinators.start();
        migration.ports().runs().pause(coordinators.run().id(), "test");
        coordinators.ticks().drain();

        coordinators.handle(Message.Tick.ALL);
        assertEquals(List.of("off"), coordinators.ticks().drain());

        coordinators.resume();
        assertEquals(List.of("on"), coordinators.ticks().drain());

        coordinators.cancel();
        coordinators.handle(Message.Tick.ALL);
        assertEquals(List.of("off"), coordinators.ticks().drain());
    }

    /** The start's own "on" may come before this "off" takes effect: the look afterwards sees its run. */
    @Test
    void tick_startBetweenTheLookAndTheSwitch_isSwitchedOnAgain() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        var other = new Coordinators(migration);
        coordinators.ticks().afterOff(other::start);

        coordinators.handle(Message.Tick.ALL);

        assertEquals(Run.State.ACTIVE, coordinators.run().state());
        assertEquals(List.of("off", "on"), coordinators.ticks().drain());
    }

    /** The first "on" may have failed. */
    @Test
    void advance_runIsActive_switchesOn() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 3) n");
        coordinators.start();
        coordinators.ticks().drain();

        coordinators.handle(new Message.Advance(coordinators.run().id(), 0));
        assertEquals(List.of("on"), coordinators.ticks().drain());

        coordinators.cancel();
        coordinators.handle(new Message.Advance(coordinators.run().id(), 0));
        assertFalse(coordinators.ticks().drain().contains("on"));
    }

    @Test
    void tick_writesHowTheActiveRunsStand() {
        migration.sql("INSERT INTO person SELECT n, 'p' || n, null, n FROM generate_series(1, 25) n");
        coordinators.start();
        migration.sql("UPDATE pg2convex.run SET created_at = created_at - interval '1 h' WHERE id = '" + coordinators.run().id() + "'");
        migration.sql("UPDATE pg2convex.stage SET progressed_at = progressed_at - interval '10 min' WHERE run_id = '"
                + coordinators.run().id() + "'");
        int pages = coordinators.sentPages().size();

        coordinators.handle(Message.Tick.ALL);

        var line = coordinators.metrics().getLast();
        assertTrue(line.contains("\"ActiveRuns\":1,"), line);
        assertTrue(line.contains("\"PagesLeft\":" + pages + ","), line);
        assertTrue(line.matches(".*\"SecondsSinceProgress\":6[0-9][0-9]}"), line);

        coordinators.cancel();
        coordinators.handle(Message.Tick.ALL);

        line = coordinators.metrics().getLast();
        assertTrue(line.contains("\"ActiveRuns\":0,\"PagesLeft\":0,\"SecondsSinceProgress\":0}"), line);
    }
}
