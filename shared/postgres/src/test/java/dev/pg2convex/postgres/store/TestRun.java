package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.core.store.Runs.Created;
import dev.pg2convex.core.store.Runs.NewRun;
import dev.pg2convex.core.store.Stages.NewPage;
import dev.pg2convex.core.store.StoreRefused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A run of a mapping and target of its own in the shared store, with what tests do to it. */
record TestRun(String mapping, String hash, String target, UUID id) {
    static final Duration LEASE = Duration.ofSeconds(60);
    static final String HASH = "h1";

    static TestRun start() {
        String mapping = "m-" + UUID.randomUUID();
        String hash = TestStore.store().mappingVersions().register(mapping, "name: " + mapping).hash();
        return new TestRun(mapping, hash, "t-" + UUID.randomUUID(), UUID.randomUUID()).create();
    }

    /** Another run of the same mapping and target. */
    TestRun next() {
        return new TestRun(mapping, hash, target, UUID.randomUUID()).create();
    }

    private TestRun create() {
        assertInstanceOf(Created.Inserted.class, TestStore.store().runs().create(draft()));
        return this;
    }

    NewRun draft() {
        return new NewRun(id, mapping, hash, target, "https://x.convex.cloud", "source", Run.Kind.MIGRATE, Scope.EVERYTHING,
                RunOptions.DEFAULT, Optional.empty());
    }

    void addStage(int ordinal, Stage.Kind kind, int pass, String... tables) {
        TestStore.store().stages().add(id, List.of(new Stage.Draft(ordinal, kind, pass, List.of(tables))));
    }

    /** Plans a stage whole, one page per name. */
    List<Long> plan(int ordinal, String... tables) {
        try {
            var stages = TestStore.store().stages();
            var lease = stages.leasePlanning(id, ordinal, "planner", LEASE).orElseThrow();
            return stages.addPages(lease, List.of(tables).stream().map(table -> new NewPage(table, KeyRange.ALL)).toList(),
                    Optional.empty(), 0);
        } catch (StoreRefused e) {
            throw new AssertionError(e);
        }
    }

    /** A stage 0 that loads users in one page. */
    long onePage() {
        addStage(0, Stage.Kind.LOAD, 0, "users");
        return plan(0, "users").getFirst();
    }

    static PageLease lease(long page, String owner) {
        return assertInstanceOf(Leased.Held.class, TestStore.store().pages().lease(page, owner, LEASE)).lease();
    }

    /** Another worker takes the page over. */
    static PageLease takeOver(long page, String owner) {
        expireLease(page);
        return lease(page, owner);
    }

    static void expireLease(long page) {
        TestStore.execute(TestStore.shared(),
                "UPDATE pg2convex.page SET lease_until = clock_timestamp() - interval '1 s' WHERE id = " + page);
    }

    Intent intent(PageLease held, Intent.Row... rows) {
        return new Intent(UUID.randomUUID(), id, held.pageId(), held.table(), List.of(rows), 0);
    }

    Intent recorded(PageLease held, Intent.Row... rows) {
        var intent = intent(held, rows);
        try {
            TestStore.store().intents().record(held, intent);
        } catch (StoreRefused e) {
            throw new AssertionError(e);
        }
        return intent;
    }

    static Intent.Row insert(String key) {
        return new Intent.Row(key, Intent.Op.INSERT, Optional.empty(), HASH);
    }

    static Intent.Row recreate(String key) {
        return new Intent.Row(key, Intent.Op.RECREATE, Optional.empty(), HASH);
    }

    static Intent.Row update(String key, String document, String hash) {
        return new Intent.Row(key, Intent.Op.UPDATE, Optional.of(document), hash);
    }

    static Intent.Row delete(String key, String document) {
        return new Intent.Row(key, Intent.Op.DELETE, Optional.of(document), "");
    }
}
