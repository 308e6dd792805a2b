package dev.pg2convex.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import dev.pg2convex.testing.TestMigration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reset forgets everything of its mapping, whatever it is interrupted by, and nothing can begin before it is through. */
final class ResetTest extends WithCoordinator {
    private Run migrated;

    @BeforeEach
    void migrate() {
        coordinators.start(new RunOptions(false, false, true, false), TestMigration.AMPLE);
        coordinators.workAll(page -> {
            if (page.pass() == 0 && page.kind() == Stage.Kind.LOAD) {
                coordinators.insert(page, 3);
            }
            return 0;
        });
        migrated = coordinators.run();
        migration.target().claim(migration.mapping(), migrated.id(), "people", List.of("people_of_1"));
    }

    @Test
    void reset_afterARun_leavesOnlyItself() {
        reset();

        assertForgotten();
    }

    @ParameterizedTest
    @CsvSource({"BEGIN, CRASH_BEFORE", "BEGIN, CRASH_AFTER", "RECEIPTS, CRASH_BEFORE", "RELEASE, CRASH_BEFORE", "RELEASE, CRASH_AFTER",
            "END, CRASH_BEFORE", "END, CRASH_AFTER"})
    void reset_interruptedAnywhere_isFinishedByAResume(Call call, Fault fault) {
        migration.target().failing(call, fault);
        assertThrows(Fault.Crash.class, this::reset);
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
        assertEquals("run_active", refused(coordinators.start()), "no run may begin in between");
        assertEquals("reset_begun", refused(coordinators.cancel()));

        coordinators.resume();

        assertForgotten();
    }

    @ParameterizedTest
    @CsvSource({"RELEASE, ANSWER_LOST", "RELEASE, REQUEST_LOST", "END, ANSWER_LOST", "END, REQUEST_LOST"})
    void reset_answerOrRequestLost_isRepeated(Call call, Fault fault) {
        migration.target().failing(call, fault);

        reset();

        assertForgotten();
    }

    @Test
    void reset_deployKeyRefused_isPausedAndNotEnded() {
        migration.target().failing(Call.RELEASE, Fault.CONFIGURATION);
        reset();
        assertEquals(Run.State.PAUSED, coordinators.run().state());

        coordinators.resume();

        assertForgotten();
    }

    @Test
    void reset_whileARunIsLive_isRefused() {
        coordinators.start();

        assertEquals("run_active", refused(reset()));
    }

    @Test
    void reset_nothingMigratedThere_isRefused() {
        reset();

        assertEquals("nothing_to_reset", refused(reset()));
    }

    @Test
    void reset_theSourceTablesAreGone_doesNotNeedThem() {
        migration.sql("DROP TABLE note, person");

        reset();

        assertForgotten();
    }

    @Test
    void reset_anotherDeploymentWhileInterrupted_isNotTakenForTheFirst() {
        migration.target().failing(Call.RELEASE, Fault.CRASH_BEFORE);
        assertThrows(Fault.Crash.class, this::reset);
        migration.sql("UPDATE pg2convex.run SET url = 'https://another' WHERE mapping = '" + migration.mapping() + "'");
        migration.target().clearFences();

        assertEquals("other_target", refused(coordinators.resume()));
        assertEquals(3, migration.ports().ids().count(migrated.target(), "people"));
    }

    @Test
    void forget_byADriverThatSleptOverTheEnd_forgetsNothingOfTheNextRun() {
        reset();
        var reset = coordinators.run();
        coordinators.start(new RunOptions(false, false, true, false), TestMigration.AMPLE);

        assertEquals(false, migration.ports().written().forget(reset.id()));
        assertEquals(Set.of("people", "notes"), tablesWritten(coordinators.run().target()));
    }

    @Test
    void start_afterAReset_findsANewTarget() {
        reset();

        coordinators.start(new RunOptions(false, false, true, false), TestMigration.AMPLE);

        assertTrue(!coordinators.run().target().equals(migrated.target()));
        assertEquals(Run.State.ACTIVE, coordinators.run().state());
    }

    @Test
    void reset_deletingDocuments_plansEveryDocumentAndForgetsAfterwards() {
        coordinators.execute(start(Removal.DELETE));
        assertEquals(List.of("DELETE[notes]", "DELETE[people]"),
                coordinators.stages().stream().map(stage -> stage.kind() + stage.tables().toString()).toList());
        assertEquals(3, migration.ports().ids().count(migrated.target(), "people"), "nothing is forgotten before its document is deleted");

        coordinators.workAll(Coordinators.Work.NONE);

        assertForgotten();
    }

    private void assertForgotten() {
        var run = coordinators.run();
        assertEquals(List.of(Run.Kind.RESET, Run.State.DONE), List.of(run.kind(), run.state()), run.reason().orElse(""));
        assertEquals(Optional.empty(), migration.target().handshake(migration.mapping()).fence());
        assertEquals(Set.of(), migration.target().owned());
        assertEquals(List.of(), migration.target().receipts(migration.mapping(), Optional.empty(), 10).receipts());
        for (var table : List.of("people", "notes")) {
            assertEquals(List.of(), migration.ports().ids().range(migrated.target(), table, KeyRange.ALL, 1));
        }
        assertEquals(Set.of(), tablesWritten(migrated.target()));
        assertEquals(Optional.empty(), migration.ports().runs().find(migrated.id()));
    }

    private Set<String> tablesWritten(String target) {
        return Set.copyOf(migration.ports().written().of(migration.mapping(), target).stream().map(field -> field.table()).toList());
    }

    private Reply reset() {
        return coordinators.execute(start(Removal.KEEP));
    }

    private Command.Start start(Removal removal) {
        return new Command.Start(migration.mapping(), Run.Kind.RESET, Scope.EVERYTHING, RunOptions.ofReset(removal));
    }

    private static String refused(Reply reply) {
        return assertInstanceOf(Reply.Refused.class, reply).code();
    }
}
