package dev.pg2convex.coordinator;

import dev.pg2convex.testing.TestMigration;
import dev.pg2convex.testing.functions.Migrations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A migration of its own for each test, and a coordinator of it. */
abstract class WithCoordinator {
    @RegisterExtension
    static final Migrations MIGRATIONS = new Migrations();

    TestMigration migration;
    Coordinators coordinators;

    @BeforeEach
    void register() {
        migration = MIGRATIONS.migration(Coordinators.TUNING);
        coordinators = new Coordinators(migration);
    }
}
