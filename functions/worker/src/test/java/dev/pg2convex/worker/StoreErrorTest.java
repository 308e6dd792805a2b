package dev.pg2convex.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.protocol.FaultPoint;
import dev.pg2convex.core.protocol.HeldPage;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Pages.Leased;
import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An error of the store between intent and write is not Convex's refusal. */
final class StoreErrorTest {
    @RegisterExtension
    static final Migrations MIGRATIONS = new Migrations();

    private TestMigration migration;

    @BeforeEach
    void start() {
        migration = MIGRATIONS.migration(Workers.TUNING);
        migration.sql("INSERT INTO note SELECT n, null, 'note ' || n, null FROM generate_series(1, 2) n");
        migration.begin();
    }

    /** A sequence does not go back with its transaction: the first renewal fails, and no other. */
    private void failFirstRenewal() {
        migration.sql("""
                CREATE SEQUENCE renewals;
                CREATE FUNCTION fail_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF nextval('renewals') = 1 THEN RAISE EXCEPTION 'no' USING ERRCODE = 'data_exception'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER fail_first BEFORE UPDATE ON pg2convex.page FOR EACH ROW
                    WHEN (NEW.token = OLD.token AND NEW.lease_until IS NOT NULL AND NEW.lease_until <> OLD.lease_until)
                    EXECUTE FUNCTION fail_first()""");
    }

    @AfterEach
    void mend() {
        migration.sql("DROP TRIGGER fail_first ON pg2convex.page; DROP FUNCTION fail_first(); DROP SEQUENCE renewals");
    }

    @Test
    void write_renewalFailsTheSameWayEachTime_isThrownAndSplitsNothing() {
        failFirstRenewal();
        var page = migration.page(Stage.Kind.LOAD, "notes");
        var now = new AtomicLong();
        var ports = migration.ports(point -> {
            if (point == FaultPoint.INTENT_RECORDED) {
                now.addAndGet(Workers.TUNING.lease().toNanos());
            }
        });
        var held = assertInstanceOf(Leased.Held.class, ports.pages().lease(page, "worker", Duration.ofMinutes(1)));
        var context = new RunContexts(ports).of(migration.run().id());
        var leased = new HeldPage(held.lease(), context, ports.pages(), ports.tuning(), TestMigration.AMPLE, now::get);
        var writer = new BatchWriter(ports, new Retry(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1)), UUID::randomUUID);

        var error = assertThrows(CategorizedException.class, () -> new LoadPage(ports, new Classifier(ports), writer).work(leased));

        assertEquals(Failure.DETERMINISTIC, error.failure());
        assertEquals(List.of(), migration.target().writes());
        assertEquals(1, ports.intents().open(migration.mapping(), migration.run().target(), 10).size());
        assertEquals(Map.of(), migration.rejects("notes"));
    }
}
