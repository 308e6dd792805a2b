package dev.pg2convex.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.mapping.MappingReader;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.protocol.ExchangedDeployment;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.testing.FakeTarget.Call;
import dev.pg2convex.testing.Fault;
import dev.pg2convex.testing.TestMigration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run begins whole or not at all, and what kept it from it is told. */
final class BeginningTest extends WithCoordinator {
    @Test
    void start_secondWhileOneIsActive_isRefused() {
        coordinators.start();

        assertEquals("run_active", refused(coordinators.start()));
    }

    @Test
    void startAndResume_eachChecksTheMappingAgainstTheSourceOnce() {
        var checks = new AtomicInteger();
        var ports = migration.ports();
        MappingReader counting = (text, name) -> {
            checks.incrementAndGet();
            return ports.mappingReader().read(text, name);
        };
        var counted = new Coordinators(migration,
                new Ports(ports.catalog(), ports.source(), ports.target(), counting, ports.mappings(), ports.runs(), ports.stages(),
                        ports.pages(), ports.intents(), ports.ids(), ports.rejects(), ports.findings(), ports.written(), ports.sender(),
                        ports.tuning(), ports.faults()));

        counted.start();
        assertEquals(1, checks.get());

        counted.resume();
        assertEquals(2, checks.get());
    }

    @Test
    void start_answerOfBeginLost_asksAgain() {
        migration.target().failing(Call.BEGIN, Fault.ANSWER_LOST);

        assertInstanceOf(Reply.Accepted.class, coordinators.start());
    }

    @ParameterizedTest
    @EnumSource(value = Call.class, names = {"BEGIN", "RECEIPTS", "DROP_RECEIPTS"})
    void start_keyRefusedOnTheWay_endsTheRunWithTheReasonAndLeavesTheNextFree(Call call) {
        migration.target().failing(call, Fault.CONFIGURATION);

        assertEquals("bad_key", refused(coordinators.start()));

        assertEquals(Run.State.CANCELLED, coordinators.run().state());
        assertEquals(Optional.of("the deploy key is refused"), coordinators.run().reason());
        assertInstanceOf(Reply.Accepted.class, coordinators.start());
    }

    @ParameterizedTest
    @EnumSource(value = Call.class, names = {"BEGIN", "RECEIPTS", "DROP_RECEIPTS"})
    void start_convexAwayOnTheWay_isContinuedByTheTick(Call call) {
        migration.target().failing(call, Fault.UNAVAILABLE);
        assertThrows(CategorizedException.class, coordinators::start);
        assertEquals(Run.State.ACTIVE, coordinators.run().state());

        coordinators.tick();

        assertEquals(Optional.of("schema-1"), coordinators.schema());
        assertEquals(1, coordinators.sentPages().size());
    }

    @Test
    void start_convexAwayOnTheWay_isContinuedByResume() {
        migration.target().failing(Call.RECEIPTS, Fault.UNAVAILABLE);
        assertThrows(CategorizedException.class, coordinators::start);

        assertInstanceOf(Reply.Accepted.class, coordinators.resume());

        assertEquals(1, coordinators.sentPages().size());
    }

    @Test
    void tick_keyRefusedAtBegin_pausesWithTheReason() {
        migration.target().failing(Call.BEGIN, Fault.UNAVAILABLE, Fault.CONFIGURATION);
        assertThrows(CategorizedException.class, coordinators::start);

        coordinators.tick();

        assertEquals(Run.State.PAUSED, coordinators.run().state());
        assertEquals(Optional.of("the deploy key is refused"), coordinators.run().reason());
        assertInstanceOf(Reply.Accepted.class, coordinators.resume());
    }

    @Test
    void tick_runCancelledWhileItBegins_leavesTheFenceAlone() {
        migration.target().failing(Call.BEGIN, Fault.UNAVAILABLE);
        assertThrows(CategorizedException.class, coordinators::start);
        migration.target().before(Call.HANDSHAKE, coordinators::cancel);

        coordinators.tick();

        assertEquals(Optional.empty(), migration.target().handshake(migration.mapping()).fence());
        assertEquals(Run.State.CANCELLED, coordinators.run().state());
    }

    @Test
    void start_fenceTakenWhileReceiptsAreDropped_isRefused() {
        migration.target()
                .before(Call.DROP_RECEIPTS,
                        () -> migration.target()
                                .fence(migration.mapping(), "other", migration.ports().runs().storeId().toString(),
                                        UUID.randomUUID().toString(), List.of()));

        assertEquals("fence_moved", refused(coordinators.start()));

        assertEquals(Run.State.CANCELLED, coordinators.run().state());
    }

    @Test
    void start_receiptThatTheStoreDoesNotKnow_isRefused() {
        migration.target().receipt(UUID.randomUUID(), migration.mapping(), UUID.randomUUID().toString());

        assertEquals("store_behind", refused(coordinators.start()));
    }

    @Test
    void resume_schemaThatNoLongerFits_isRefusedAndStaysPaused() {
        coordinators.start();
        migration.ports().runs().pause(coordinators.run().id(), "test");
        var tables = new HashMap<>(TestMigration.SCHEMA.tables());
        tables.put("notes",
                new TargetSchema.Table(new Validator.Obj(Map.of("body", new Validator.Field(new Validator.Number(), false))), Map.of()));
        migration.target().deploySchema("schema-2", new TargetSchema(tables, true));

        var refused = assertInstanceOf(Reply.Refused.class, coordinators.resume());

        assertEquals("schema_mismatch", refused.code());
        assertEquals(Run.State.PAUSED, coordinators.run().state());
        assertEquals(Optional.of(refused.message()), coordinators.run().reason());
    }

    @ParameterizedTest
    @EnumSource(value = Call.class, names = {"HANDSHAKE", "BEGIN", "RECEIPTS", "DROP_RECEIPTS"})
    void resume_keyRefusedOnTheWay_staysPausedWithTheReason(Call call) {
        coordinators.start();
        migration.target().failing(call, Fault.CONFIGURATION);

        assertThrows(CategorizedException.class, coordinators::resume);

        assertEquals(Run.State.PAUSED, coordinators.run().state());
        assertEquals(Optional.of("the deploy key is refused"), coordinators.run().reason());
        assertInstanceOf(Reply.Accepted.class, coordinators.resume());
    }

    @Test
    void resume_anotherSchemaThatFits_goesOnWithIt() {
        coordinators.start();
        migration.ports().runs().pause(coordinators.run().id(), "test");
        migration.target().deploySchema("schema-2");

        assertInstanceOf(Reply.Accepted.class, coordinators.resume());

        assertEquals(Optional.of("schema-2"), coordinators.schema());
    }

    @Test
    void resume_pgconvexTablesCleared_isRefused() {
        coordinators.start();
        migration.target().clearFences();

        assertEquals("other_target", refused(coordinators.resume()));
    }

    @Test
    void start_deploymentWiped_isANewTargetThatStartsFromNothing() {
        var before = migrated();
        migration.target().clearFences();

        assertInstanceOf(Reply.Accepted.class, coordinators.start());

        assertNotEquals(before.target(), coordinators.run().target());
    }

    @Test
    void notice_deploymentWiped_saysSinceWhenAndWhatFollows() {
        var before = migrated();
        assertEquals(Optional.empty(), notice());

        migration.target().clearFences();

        var notice = notice().orElseThrow();
        assertTrue(notice.contains("was wiped or exchanged since run " + before.id()), notice);
        assertTrue(notice.contains("everything of mapping " + migration.mapping() + " is migrated anew"), notice);
    }

    @Test
    void notice_deploymentExchangedForAKnownOne_saysThatItGoesOn() {
        var first = migrated();
        migration.target().clearFences();
        migrated();
        migration.target().clearFences();
        fence(first.target(), first);

        var notice = notice().orElseThrow();

        assertTrue(notice.contains("last migrated to by run " + first.id() + ", and the migration goes on from there"), notice);
    }

    @Test
    void start_deploymentSetBackToAnEarlierRun_isRefused() {
        var first = migrated();
        migrated();
        fence(first.target(), first);

        assertEquals("target_behind", refused(coordinators.start()));
    }

    @Test
    void start_fenceOfThisMappingGone_isRefused() {
        var run = migrated();
        migration.target().clearFences();
        migration.target().fence("another", run.target(), "store", UUID.randomUUID().toString(), List.of());

        assertEquals("target_behind", refused(coordinators.start()));
    }

    @Test
    void start_fenceOfARunThatNeverBegan_goesOn() {
        migrated();
        migration.target().failing(Call.RECEIPTS, Fault.CONFIGURATION);
        assertEquals("bad_key", refused(coordinators.start()));

        assertInstanceOf(Reply.Accepted.class, coordinators.start());
    }

    /** A run that began and is over. */
    private Run migrated() {
        coordinators.start();
        coordinators.cancel();
        return coordinators.run();
    }

    private void fence(String target, Run run) {
        migration.target()
                .fence(migration.mapping(), target, migration.ports().runs().storeId().toString(), run.id().toString(), List.of("people"));
    }

    private Optional<String> notice() {
        return ExchangedDeployment.notice(migration.ports(), migration.mapping(), migration.target().handshake(migration.mapping()));
    }

    @Test
    void start_tableThatGainedAMatch_ownsTheDocumentsThatItsRowsHave() {
        var unmatched = migration.text().replaceAll("(?m)^ *match:.*\n", "");
        migration.ports().mappings().register(migration.mapping(), unmatched);
        coordinators.start(new RunOptions(false, false, true, false), TestMigration.AMPLE);
        coordinators.workAll(page -> {
            if (page.pass() == 0 && page.table().equals("people")) {
                coordinators.insert(page, 3);
            }
            return 0;
        });
        assertEquals(Set.of(), migration.target().owned());
        migration.ports().mappings().register(migration.mapping(), migration.text());

        coordinators.start();

        assertEquals(Set.of("people_of_1", "people_of_2", "people_of_3"), migration.target().owned());
    }

    private static String refused(Reply reply) {
        return assertInstanceOf(Reply.Refused.class, reply).code();
    }
}
