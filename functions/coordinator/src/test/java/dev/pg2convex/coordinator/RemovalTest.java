package dev.pg2convex.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Written;
import dev.pg2convex.testing.TestMigration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a mapping no longer has is asked for, decided about once, and remembered until it is done. */
final class RemovalTest extends WithCoordinator {
    private String text;

    @BeforeEach
    void migrate() {
        text = migration.text().replaceAll("(?m)^ *onDelete:.*\n", "");
        register(text);
        coordinators.start(options(Optional.empty()), TestMigration.AMPLE);
        coordinators.workAll(page -> {
            if (page.pass() == 0 && page.kind() == Stage.Kind.LOAD) {
                coordinators.insert(page, 150);
            }
            return 0;
        });
        assertEquals(Run.State.DONE, coordinators.run().state());
        migration.target().claim(migration.mapping(), coordinators.run().id(), "people", List.of("people_of_1"));
    }

    @Test
    void start_somethingRemoved_isRefusedUntilItIsDecided() {
        register(withoutNotes().replace("      name: name\n", ""));

        var refused = assertInstanceOf(Reply.Refused.class, coordinators.start());
        assertEquals("removed_undecided", refused.code());
        assertTrue(refused.message().contains(": table notes, field people.name; say what becomes of it: --removed keep"),
                refused.message());
        assertEquals(Run.State.DONE, coordinators.run().state(), "no run was made");
    }

    @Test
    void keep_aTable_forgetsItAndItsOwners() {
        register(text.replaceAll("(?s)  people:.*?(?=  notes:)", "").replaceAll("(?m)^ *author:.*\n", ""));

        start(Removal.KEEP);

        assertEquals(0, migration.ports().ids().count(target(), "people"));
        assertEquals(Set.of(), migration.target().owned());
        assertEquals(List.of("notes"), fence(), "whoever takes it up again must find it filled");
        assertEquals(List.of("body", "parent"), written().stream().map(Written.Field::name).toList());
        finish();
        assertInstanceOf(Reply.Accepted.class, coordinators.start(), "it is decided");
    }

    @Test
    void delete_aTable_isGuardedAndRememberedUntilItIsEmpty() {
        register(withoutNotes());

        start(Removal.DELETE);

        assertEquals(Run.State.INCOMPLETE, coordinators.run().state());
        var reason = coordinators.run().reason().orElseThrow();
        assertTrue(reason.contains("150 of the 150 documents in table notes would be deleted, because the mapping no longer has it"),
                reason);
        coordinators.start(new RunOptions(false, true, true, false), TestMigration.AMPLE);
        assertEquals(List.of("DELETE[notes]", "LOAD[people]"),
                coordinators.stages().stream().map(stage -> stage.kind() + stage.tables().toString()).toList());
        assertEquals(List.of("notes", "people"), fence(), "nobody else may have the table before it is empty");
        migration.sql("DELETE FROM pg2convex.id_mapping WHERE table_name = 'notes' AND target = '" + target() + "'");
        finish();
        assertEquals(Set.of("people"), Set.copyOf(written().stream().map(Written.Field::table).toList()));
    }

    @Test
    void delete_aField_isRememberedUntilARunOverAllOfItsTableIsThrough() {
        register(text.replace("      name: name\n", ""));

        start(Removal.DELETE);
        assertTrue(written().contains(new Written.Field("people", "name", true)));
        coordinators.cancel();
        assertInstanceOf(Reply.Accepted.class, coordinators.start(options(Optional.empty()), TestMigration.AMPLE), "it is decided");
        finish();

        assertEquals(List.of("email", "score"),
                written().stream().filter(field -> field.table().equals("people")).map(Written.Field::name).toList());
    }

    @Test
    void start_removedFieldThatCameBack_isOrdinaryAgain() {
        register(text.replace("      name: name\n", ""));
        start(Removal.DELETE);
        coordinators.cancel();
        register(text);

        start(Removal.KEEP);

        assertTrue(written().contains(new Written.Field("people", "name", false)));
    }

    private void start(Removal removal) {
        assertInstanceOf(Reply.Accepted.class, coordinators.start(options(Optional.of(removal)), TestMigration.AMPLE));
    }

    private void finish() {
        coordinators.workAll(Coordinators.Work.NONE);
        assertEquals(Run.State.DONE, coordinators.run().state());
    }

    private List<String> fence() {
        return migration.target().handshake(migration.mapping()).fence().orElseThrow().tables().stream().sorted().toList();
    }

    private List<Written.Field> written() {
        return migration.ports().written().of(migration.mapping(), target());
    }

    private String target() {
        return coordinators.run().target();
    }

    private String withoutNotes() {
        return text.replaceAll("(?s)  notes:.*", "");
    }

    private void register(String text) {
        migration.ports().mappings().register(migration.mapping(), text);
    }

    private static RunOptions options(Optional<Removal> removal) {
        return new RunOptions(false, false, true, false, removal);
    }
}
