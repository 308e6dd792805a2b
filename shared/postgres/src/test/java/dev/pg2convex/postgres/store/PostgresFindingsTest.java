package dev.pg2convex.postgres.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.store.Findings;
import dev.pg2convex.core.store.Findings.Alike;
import dev.pg2convex.core.store.Findings.Collision;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Findings.NotCompared;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.core.store.Findings.Warning;
import dev.pg2convex.core.store.ScannedDocument;
import dev.pg2convex.core.store.ScannedDocument.Standing;
import dev.pg2convex.core.store.StoreRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresFindingsTest {
    private static final int MANY = 40_000;

    private final PostgresStore store = TestStore.store();
    private final Findings findings = store.findings();
    private final TestRun run = TestRun.start();
    private final PageLease held = TestRun.lease(run.onePage(), "a");

    @Test
    void put_again_replacesThePagesFindings() throws StoreRefused {
        var missing = new Finding("users", Kind.MISSING, Optional.of("1"), Optional.empty(), Optional.empty());
        var changed = new Finding("users", Kind.DEFAULT_NOT_APPLIED, Optional.of("2"), Optional.of("d2"), Optional.of("credits"));
        findings.put(held, List.of(changed, missing), Map.of(Omission.REJECTED_ROW, 3L));
        assertEquals(List.of(changed, missing), findings.list(run.id(), 10));
        assertEquals(2, store.runs().progress(run.id()).findings());
        assertEquals(2, store.runs().progress(run.id()).tables().getFirst().findings());
        assertEquals(List.of(new NotCompared("users", Omission.REJECTED_ROW, 3)), findings.notCompared(run.id()));
        findings.put(held, List.of(missing), Map.of(Omission.REJECTED_ROW, 0L));
        assertEquals(List.of(), findings.notCompared(run.id()));
        assertEquals(List.of(missing), findings.list(run.id(), 10));
        findings.put(held, List.of(), Map.of());
        assertEquals(List.of(), findings.list(run.id(), 10));
    }

    @Test
    void duplicates_sharedNaturalKey_areTheYoungerOnes() throws StoreRefused {
        var documents = List.of(mapped("d2", 1, "x"), mapped("d1", 2, "x"), mapped("d3", 3, "y"));
        findings.putScanned(held, documents);
        findings.putScanned(held, documents);
        assertEquals(List.of(new Alike(documents.get(1), "d2")), findings.duplicates(run.id(), "users"));
        assertEquals(List.of(), findings.duplicates(run.id(), "threads"));
        findings.putScanned(held, List.of(mapped("d1", 2, "z")));
        assertEquals(List.of(), findings.duplicates(run.id(), "users"));
    }

    @Test
    void twins_likeAMappedDocumentInEitherHash_areFoundOnce() throws StoreRefused {
        var original = new ScannedDocument("d1", 1, Standing.COMPARED, Optional.of("1"), Optional.of("n"), Optional.of("c"));
        var inBoth = unmapped("d2", 2, Optional.of("n"), Optional.of("c"));
        var inContent = unmapped("d3", 3, Optional.empty(), Optional.of("c"));
        var inNaturalKey = unmapped("d4", 4, Optional.of("n"), Optional.of("other"));
        var likeAnUnmappedOne = unmapped("d5", 5, Optional.of("other"), Optional.of("other"));
        findings.putScanned(held, List.of(original, inBoth, inContent, inNaturalKey, likeAnUnmappedOne));
        assertEquals(List.of(new Alike(inBoth, "d1"), new Alike(inContent, "d1"), new Alike(inNaturalKey, "d1")),
                findings.twins(run.id(), "users"));
        assertEquals(4, findings.countScanned(run.id(), "users", Standing.UNMAPPED));
        findings.forgetScanned(held, List.of("d1", "d5"));
        assertEquals(List.of(), findings.twins(run.id(), "users"));
        assertEquals(List.of(inBoth, inContent, inNaturalKey), findings.scanned(run.id(), "users", Standing.UNMAPPED));
    }

    @Test
    void twins_manyDocumentsSeenAMomentAgo_areNotComparedOneByOne() {
        TestStore.execute(TestStore.shared(), """
                INSERT INTO pg2convex.scanned_document SELECT '%1$s', 'users', 'd' || n, n,
                    CASE WHEN n = %2$d THEN 'compared' ELSE 'unmapped' END, NULL, 'n' || n, 'c' || CASE WHEN n = 7 THEN %2$d ELSE n END
                FROM generate_series(1, %2$d) AS n""".formatted(run.id(), MANY));
        // Row by row this takes longer than any test may.
        assertEquals(List.of(new Alike(unmapped("d7", 7, Optional.of("n7"), Optional.of("c" + MANY)), "d" + MANY)),
                findings.twins(run.id(), "users"));
    }

    @Test
    void scanned_nextRun_isForgotten() throws StoreRefused {
        findings.putScanned(held, List.of(mapped("d1", 1, "x")));
        store.runs().end(run.id(), Run.State.DONE, "");
        run.next();
        assertEquals(List.of(), findings.scanned(run.id(), "users", Standing.COMPARED));
    }

    private static ScannedDocument mapped(String id, double created, String naturalKey) {
        return new ScannedDocument(id, created, Standing.COMPARED, Optional.of("of " + id), Optional.of(naturalKey), Optional.empty());
    }

    private static ScannedDocument unmapped(String id, double created, Optional<String> naturalKey, Optional<String> content) {
        return new ScannedDocument(id, created, Standing.UNMAPPED, Optional.empty(), naturalKey, content);
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
