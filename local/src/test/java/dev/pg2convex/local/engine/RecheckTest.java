package dev.pg2convex.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.plan.TablePlan;
import dev.pg2convex.testing.Databases;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Differences that pass while the verifier looks: on a live source and a live deployment they are no findings. */
class RecheckTest {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private final AtomicInteger rowsMended = new AtomicInteger();
    private final AtomicInteger documentsMended = new AtomicInteger();
    private VerifyBench bench;
    private String stranger;
    private String likeSeven;

    @Test
    void verification_differencesGoneAtTheSecondLook_findsNothing() throws Exception {
        try (var opened = new VerifyBench(DATABASES,
                ports -> Before.each(ports, this::beforeRowsAreReadAgain, this::beforeDocumentsAreReadAgain), UnaryOperator.identity())) {
            bench = opened;
            assertEquals(List.of(), bench.migrate().findings());
            assertEquals(0, rowsMended.get() + documentsMended.get(), "a clean target is looked at once");

            bench.convex().patch("people", bench.documentOf("people", "1"), Map.of("name", "for a moment"));
            bench.convex().patch("people", bench.documentOf("people", "2"), Map.of("name", "changed here first"));
            bench.convex().remove("people", bench.documentOf("people", "11"));
            stranger = bench.convex().insert("people", Map.of("login", "stranger"));
            likeSeven = bench.convex().insert("people", Map.of("login", "p7"));

            assertEquals(List.of(), bench.verify().findings());
            assertTrue(rowsMended.get() > 0 && documentsMended.get() > 0, "both were looked at again");
        }
    }

    @Test
    void verification_rowChangedAfterTheLastPass_isBehindAndNotChanged() throws Exception {
        try (var opened = new VerifyBench(DATABASES, UnaryOperator.identity(), UnaryOperator.identity())) {
            bench = opened;
            assertEquals(List.of(), bench.migrate().findings());
            bench.sql("UPDATE people SET name = 'changed since' WHERE id IN (1, 2)");
            bench.convex().patch("people", bench.documentOf("people", "2"), Map.of("name", "changed in Convex too"));

            var found = bench.verify().findings().stream().map(finding -> finding.key().orElseThrow() + " " + finding.kind()).sorted();
            assertEquals(List.of("1 BEHIND", "2 CHANGED"), found.toList());
        }
    }

    /** One at a time: pages are verified side by side, and what another mends must be mended before this one reads. */
    private synchronized void beforeRowsAreReadAgain(String method, Object[] arguments) {
        if (method.equals("readKeys") && ((TablePlan) arguments[0]).table().equals("people") && rowsMended.getAndIncrement() == 0) {
            bench.convex().patch("people", bench.documentOf("people", "1"), Map.of("name", "Name 1"));
            try {
                bench.sql("UPDATE people SET name = 'changed here first' WHERE id = 2; DELETE FROM people WHERE id = 11");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Of both looks at a document from Convex's side only the second one goes by its ID, and asks for nothing but the natural key. */
    private void beforeDocumentsAreReadAgain(String method, Object[] arguments) {
        if (method.equals("documents") && arguments[0].equals("people") && arguments[2].equals(List.of("login"))
                && documentsMended.getAndIncrement() == 0) {
            bench.convex().remove("people", stranger);
            bench.convex().remove("people", likeSeven);
        }
    }
}
