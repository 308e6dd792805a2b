package dev.pg2convex.postgres.store;

import static dev.pg2convex.postgres.store.TestRun.HASH;
import static dev.pg2convex.postgres.store.TestRun.delete;
import static dev.pg2convex.postgres.store.TestRun.insert;
import static dev.pg2convex.postgres.store.TestRun.recreate;
import static dev.pg2convex.postgres.store.TestRun.update;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.IdMappings.IdMapping;
import dev.pg2convex.core.store.IdMappings.Origin;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Intents;
import dev.pg2convex.core.store.Rejects.Reject;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.OperationResult.Adopted;
import dev.pg2convex.core.target.OperationResult.Deleted;
import dev.pg2convex.core.target.OperationResult.Gone;
import dev.pg2convex.core.target.OperationResult.Inserted;
import dev.pg2convex.core.target.OperationResult.Rejected;
import dev.pg2convex.core.target.OperationResult.Skipped;
import dev.pg2convex.core.target.OperationResult.Unlinked;
import dev.pg2convex.core.target.OperationResult.Updated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresIntentsTest {
    private final PostgresStore store = TestStore.store();
    private final Intents intents = store.intents();
    private final TestRun run = TestRun.start();
    private final long page = run.onePage();
    private final PageLease held = TestRun.lease(page, "a");

    @Test
    void record_heldPage_isListedAsItWas() throws StoreRefused {
        var intent = new Intent(UUID.randomUUID(), run.id(), page, "users",
                List.of(insert("1"), update("2", "d2", "h2"), delete("3", "d3"), recreate("4")), 2);
        intents.record(held, intent);
        assertEquals(List.of(intent), intents.openOf(held));
        assertEquals(List.of(intent), intents.open(run.mapping(), run.target(), 10));
    }

    @Test
    void record_pausedOrEndedRun_isRefused() {
        store.runs().pause(run.id(), "");
        assertThrows(StoreRefused.class, () -> intents.record(held, run.intent(held, insert("1"))));
        store.runs().end(run.id(), Run.State.CANCELLED, "");
        assertThrows(StoreRefused.class, () -> intents.record(held, run.intent(held, insert("1"))));
        assertEquals(List.of(), intents.open(run.mapping(), run.target(), 10));
    }

    @Test
    void record_donePage_isRefused() throws StoreRefused {
        store.pages().finish(held, 0, 0);
        assertThrows(StoreRefused.class, () -> intents.record(held, run.intent(held, insert("1"))));
    }

    @Test
    void record_otherPagesIntent_isABug() {
        var other = new Intent(UUID.randomUUID(), run.id(), page + 1, "users", List.of(insert("1")), 0);
        assertThrows(IllegalArgumentException.class, () -> intents.record(held, other));
    }

    @Test
    void committed_inserts_mapRowsAtTheHashAsSent() {
        commit(run.recorded(held, insert("1"), insert("2"), insert("3")), new Inserted(doc("a")), new Adopted(doc("b"), 1),
                new Skipped(doc("c"), 0));
        assertEquals(Map.of("1", new IdMapping("1", doc("a"), HASH, Origin.INSERTED), "2",
                new IdMapping("2", doc("b"), HASH, Origin.ADOPTED), "3", new IdMapping("3", doc("c"), HASH, Origin.SKIPPED)),
                mappings("1", "2", "3"));
        assertEquals(new Counts(0, 1, 2, 0, 0, 0, 0, 0), counts());
    }

    @Test
    void committed_twice_appliesOnce() {
        var intent = run.recorded(held, insert("1"));
        assertTrue(intents.committed(intent.batchId(), List.of(new Inserted(doc("a")))));
        assertFalse(intents.committed(intent.batchId(), List.of(new Inserted(doc("b")))));
        assertEquals(doc("a"), mappings("1").get("1").documentId());
        assertEquals(1, counts().inserted());
    }

    @Test
    void committed_afterTakeOverAndEnd_stillApplies() {
        var intent = run.recorded(held, insert("1"));
        TestRun.takeOver(page, "b");
        store.runs().end(run.id(), Run.State.CANCELLED, "");
        commit(intent, new Inserted(doc("a")));
        assertEquals(doc("a"), mappings("1").get("1").documentId());
    }

    @Test
    void committed_updates_moveTheHashAndDropWhatIsGone() {
        commit(run.recorded(held, insert("1"), insert("2")), new Inserted(doc("a")), new Inserted(doc("b")));
        commit(run.recorded(held, update("1", doc("a"), "h2"), update("2", doc("b"), "h2")), new Updated(), new Gone());
        assertEquals(Map.of("1", new IdMapping("1", doc("a"), "h2", Origin.INSERTED)), mappings("1", "2"));
        commit(run.recorded(held, recreate("2")), new Inserted(doc("c")));
        assertEquals(doc("c"), mappings("2").get("2").documentId());
        assertEquals(new Counts(0, 2, 0, 1, 0, 1, 0, 0), counts());
        assertEquals(5, store.stages().totals(run.id(), 0).written());
    }

    @Test
    void committed_updateOfAnotherDocument_leavesTheMapping() {
        commit(run.recorded(held, insert("1")), new Inserted(doc("a")));
        commit(run.recorded(held, update("1", doc("old"), "h2")), new Updated());
        commit(run.recorded(held, update("1", doc("old"), "h2")), new Gone());
        assertEquals(Map.of("1", new IdMapping("1", doc("a"), HASH, Origin.INSERTED)), mappings("1"));
    }

    @Test
    void committed_deletes_dropTheMappings() {
        commit(run.recorded(held, insert("1"), insert("2")), new Inserted(doc("a")), new Adopted(doc("b"), 0));
        commit(run.recorded(held, delete("1", doc("a")), delete("2", doc("b"))), new Deleted(), new Unlinked());
        assertEquals(Map.of(), mappings("1", "2"));
        assertEquals(2, counts().deleted());
    }

    @Test
    void committed_rejectedRows_areSetAsideUntilTheySucceed() {
        commit(run.recorded(held, insert("1"), insert("2"), insert("3")), new Rejected("schema", Optional.of("email")),
                new Rejected("size", Optional.empty()), new Rejected("value", Optional.empty()));
        assertEquals(List.of(new Reject("users", "1", "schema", Optional.of("email")),
                new Reject("users", "2", "document_too_large", Optional.empty()), new Reject("users", "3", "refused", Optional.empty())),
                rejects());
        assertTrue(store.stages().totals(run.id(), 0).clean());
        commit(run.recorded(held, insert("1")), new Inserted(doc("a")));
        assertEquals(2, rejects().size());
    }

    @Test
    void committed_lateRows_keepThePassUnclean() throws StoreRefused {
        var intent = new Intent(UUID.randomUUID(), run.id(), page, "users", List.of(insert("1")), 1);
        intents.record(held, intent);
        commit(intent, new Inserted(doc("a")));
        assertEquals(1, store.stages().totals(run.id(), 0).late());
    }

    @Test
    void committed_otherNumberOfResults_isABugThatChangesNothing() throws StoreRefused {
        var intent = run.recorded(held, insert("1"), insert("2"));
        assertThrows(IllegalStateException.class, () -> intents.committed(intent.batchId(), List.of(new Inserted(doc("a")))));
        assertThrows(IllegalStateException.class,
                () -> intents.committed(intent.batchId(), List.of(new Inserted(doc("a")), new Updated())));
        assertEquals(List.of(intent), intents.openOf(held));
        assertEquals(Map.of(), mappings("1", "2"));
    }

    @Test
    void committed_documentOfAnotherRow_isRefusedWhole() {
        commit(run.recorded(held, insert("1")), new Inserted(doc("a")));
        var intent = run.recorded(held, insert("2"), insert("3"));
        var error = assertThrows(CategorizedException.class,
                () -> intents.committed(intent.batchId(), List.of(new Inserted(doc("b")), new Adopted(doc("a"), 0))));
        assertTrue(error.getMessage().contains("id_mapping_document"), error::getMessage);
        assertFalse(error.getMessage().contains(doc("a")), error::getMessage);
        assertEquals(Map.of(), mappings("2", "3"));
    }

    @Test
    void voided_openIntent_changesNothingElse() {
        var intent = run.recorded(held, insert("1"));
        assertTrue(intents.voided(intent.batchId()));
        assertFalse(intents.voided(intent.batchId()));
        assertFalse(intents.committed(intent.batchId(), List.of(new Inserted(doc("a")))));
        assertEquals(Map.of(), mappings("1"));
    }

    @Test
    void openOf_otherPagesIntents_areNotListed() throws StoreRefused {
        run.addStage(1, Stage.Kind.LOAD, 0, "threads");
        var other = TestRun.lease(run.plan(1, "threads").getFirst(), "a");
        run.recorded(other, insert("1"));
        assertEquals(List.of(), intents.openOf(held));
    }

    @Test
    void open_ofEndedRuns_areListedOldestFirst() {
        var first = run.recorded(held, insert("1"));
        var second = run.recorded(held, insert("2"));
        store.runs().end(run.id(), Run.State.CANCELLED, "");
        run.next();
        assertEquals(List.of(first, second), intents.open(run.mapping(), run.target(), 10));
        assertEquals(List.of(first), intents.open(run.mapping(), run.target(), 1));
        assertEquals(List.of(), intents.open(run.mapping(), "another", 10));
    }

    @Test
    void forget_closedIntentsOfOtherRuns_areUnknownAfterwards() {
        var closed = run.recorded(held, insert("1"));
        var open = run.recorded(held, insert("2"));
        intents.voided(closed.batchId());
        store.runs().end(run.id(), Run.State.CANCELLED, "");
        var next = run.next();
        var never = UUID.randomUUID();
        var asked = List.of(closed.batchId(), never, open.batchId());
        assertEquals(List.of(never), intents.unknown(asked));
        intents.forget(run.mapping(), run.target(), run.id());
        assertEquals(List.of(never), intents.unknown(asked));
        intents.forget(run.mapping(), run.target(), next.id());
        assertEquals(List.of(closed.batchId(), never), intents.unknown(asked));
    }

    private void commit(Intent intent, OperationResult... results) {
        assertTrue(intents.committed(intent.batchId(), List.of(results)));
    }

    private String doc(String name) {
        return name + "-" + run.id();
    }

    private Map<String, IdMapping> mappings(String... keys) {
        return store.idMappings().byKeys(run.target(), "users", List.of(keys));
    }

    private List<Reject> rejects() {
        return store.rejects().list(run.mapping(), run.target(), Optional.of("users"), 100);
    }

    private Counts counts() {
        return store.runs().progress(run.id()).tables().getFirst().counts();
    }
}
