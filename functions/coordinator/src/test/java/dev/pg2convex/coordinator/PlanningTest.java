package dev.pg2convex.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.Deadline;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A stage's tables into pages, in as many slices as it takes. */
final class PlanningTest extends WithCoordinator {
    @Test
    void plan_outOfTime_goesOnByMessageWithoutGapOrOverlap() {
        migration.sql("INSERT INTO person SELECT n, n || '@x', null, null FROM generate_series(1, 95) n");

        coordinators.start(Coordinators.UNVERIFIED, enough(3));

        assertEquals(Stage.State.UNPLANNED, coordinators.loadOfPeople().state());
        assertEquals(3, coordinators.loadOfPeople().pages());
        var go = migration.sender().sent().getLast().message();
        assertEquals(new Message.PlanStage(coordinators.run().id(), coordinators.loadOfPeople().ordinal()), go);
        coordinators.handle(go);
        assertEquals(Stage.State.PLANNED, coordinators.loadOfPeople().state());
        assertEquals(10, coordinators.loadOfPeople().pages());
        assertEquals(10, coordinators.sentPages().stream().distinct().count());
    }

    @Test
    void plan_smallTablesOfAStage_areKeptTogether() {
        var slices = new AtomicInteger();
        coordinators = new Coordinators(migration, migration.ports(point -> {
            if (point == FaultPoint.PAGES_ADDED) {
                slices.incrementAndGet();
            }
        }));
        coordinators.start();

        coordinators.workAll(Coordinators.Work.NONE);

        assertEquals(coordinators.stages().size(), slices.get());
        assertTrue(coordinators.stages().stream().anyMatch(stage -> stage.tables().size() > 1 && stage.pages() > 1));
    }

    @Test
    void plan_tablesLargerThanASlice_goOnWhereItEnded() {
        migration.sql("INSERT INTO person SELECT n, n || '@x', null, null FROM generate_series(1, 45) n");
        coordinators.start();

        coordinators.workAll(Coordinators.Work.NONE);

        var verify = coordinators.stages().stream().filter(stage -> stage.kind() == Stage.Kind.VERIFY).findFirst().orElseThrow();
        assertEquals(List.of("people", "notes"), verify.tables());
        // Five of people and one of notes, of which the second slice has two and the one.
        assertEquals(6, verify.pages());
        assertEquals(Run.State.DONE, coordinators.run().state());
    }

    @Test
    void resume_messagesLostWhilePlanning_sendsEachPageOnce() {
        migration.sql("INSERT INTO person SELECT n, n || '@x', null, null FROM generate_series(1, 95) n");
        coordinators.start(Coordinators.UNVERIFIED, enough(3));
        migration.sender().drain();

        coordinators.resume();

        var sent = coordinators.sentPages();
        assertEquals(10, sent.size());
        assertEquals(10, sent.stream().distinct().count());
    }

    @Test
    void plan_messageDoubled_plansOnce() {
        migration.sql("INSERT INTO person SELECT n, n || '@x', null, null FROM generate_series(1, 95) n");
        coordinators.start(Coordinators.UNVERIFIED, enough(3));
        var go = migration.sender().sent().getLast().message();

        coordinators.handle(go);
        coordinators.handle(go);

        assertEquals(10, coordinators.loadOfPeople().pages());
    }

    @Test
    void plan_anotherIsAtIt_leavesItAlone() {
        coordinators.start(Coordinators.UNVERIFIED, enough(2));
        var ordinal = coordinators.loadOfPeople().ordinal();
        migration.ports().stages().leasePlanning(coordinators.run().id(), ordinal, "another", Duration.ofMinutes(1));

        coordinators.tick();

        assertEquals(0, coordinators.loadOfPeople().pages());
    }

    @Test
    void watch_leaseThatRunsOut_isRenewed() {
        coordinators.start(Coordinators.UNVERIFIED, enough(2));
        var stages = migration.ports().stages();
        var lease = stages.leasePlanning(coordinators.run().id(), coordinators.loadOfPeople().ordinal(), "slow", Duration.ofMillis(1))
                .orElseThrow();

        try (var _ = PlannerWatch.over(stages, lease, Duration.ofHours(1), Duration.ofMillis(10))) {
            migration
                    .sql("""
                            DO $$ BEGIN
                                WHILE NOT EXISTS (SELECT FROM pg2convex.stage WHERE run_id = '%s' AND planner_until > clock_timestamp() + interval '1 minute') LOOP
                                    PERFORM pg_sleep(0.01);
                                END LOOP;
                            END $$"""
                            .formatted(lease.stage().runId()));
        }

        assertTrue(stages.leasePlanning(coordinators.run().id(), coordinators.loadOfPeople().ordinal(), "another", Duration.ofSeconds(1))
                .isEmpty());
    }

    /** Time for so many slices. */
    private static Deadline enough(int slices) {
        var left = new AtomicInteger(slices);
        return () -> left.getAndDecrement() > 0 ? Duration.ofMinutes(15) : Duration.ofSeconds(9);
    }
}
