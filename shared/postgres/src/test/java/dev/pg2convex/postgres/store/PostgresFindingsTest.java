package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.Findings;
import dev.pg2convex.core.store.Findings.Collision;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Findings.NaturalKey;
import dev.pg2convex.core.store.Findings.Warning;
import dev.pg2convex.core.store.StoreRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresFindingsTest {
    private final PostgresStore store = TestStore.store();
    private final Findings findings = store.findings();
    private final TestRun run = TestRun.start();
    private final PageLease held = TestRun.lease(run.onePage(), "a");

    @Test
    void put_again_replacesThePagesFindings() throws StoreRefused {
        var missing = new Finding("users", Kind.MISSING, Optional.of("1"), Optional.empty(), Optional.empty());
        var changed = new Finding("users", Kind.DEFAULT_NOT_APPLIED, Optional.of("2"), Optional.of("d2"), Optional.of("credits"));
        findings.put(held, List.of(changed, missing));
        assertEquals(List.of(changed, missing), findings.list(run.id(), 10));
        assertEquals(2, store.runs().progress(run.id()).findings());
        assertEquals(2, store.runs().progress(run.id()).tables().getFirst().findings());
        findings.put(held, List.of(missing));
        assertEquals(List.of(missing), findings.list(run.id(), 10));
        findings.put(held, List.of());
        assertEquals(List.of(), findings.list(run.id(), 10));
    }

    @Test
    void putNaturalKeys_repeatedDocument_isNoDuplicate() throws StoreRefused {
        var keys = List.of(new NaturalKey("d1", "x"), new NaturalKey("d2", "y"));
        findings.putNaturalKeys(held, keys);
        findings.putNaturalKeys(held, keys);
        assertEquals(List.of(), findings.duplicateNaturalKeys(run.id(), "users"));
        findings.putNaturalKeys(held, List.of(new NaturalKey("d3", "x")));
        assertEquals(List.of("d1", "d3"), findings.duplicateNaturalKeys(run.id(), "users"));
        assertEquals(List.of(), findings.duplicateNaturalKeys(run.id(), "threads"));
    }

    @Test
    void naturalKeys_nextRun_areForgotten() throws StoreRefused {
        findings.putNaturalKeys(held, List.of(new NaturalKey("d1", "x"), new NaturalKey("d2", "x")));
        store.runs().end(run.id(), Run.State.DONE, "");
        run.next();
        assertEquals(List.of(), findings.duplicateNaturalKeys(run.id(), "users"));
    }

    @Test
    void putCollisions_rejectedKeys_areFoundWithTheirField() {
        findings.putCollisions(run.id(), "users", "username", List.of(new Collision("old", true)));
        findings.forgetCollisions(run.id(), "users", "username");
        findings.putCollisions(run.id(), "users", "username", List.of(new Collision("1", false), new Collision("2", true)));
        findings.putCollisions(run.id(), "users", "email",
                List.of(new Collision("2", false), new Collision("3", false), new Collision("4", false)));
        assertEquals(Map.of("2", "username"), findings.collidingKeys(run.id(), "users", List.of("1", "2", "3", "old")));
        assertEquals(List.of(new Warning("users", "email", 3), new Warning("users", "username", 2)), findings.warnings(run.id()));
        assertEquals(2, store.runs().progress(run.id()).warnings());
    }
}
