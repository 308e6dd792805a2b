package dev.pg2convex.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Findings.NotCompared;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.testing.Databases;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the verifier finds, and says that it left out, on a deployment whose differences are known. */
@Execution(ExecutionMode.CONCURRENT)
class PlantedDifferencesTest {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private final List<Finding> planted = new ArrayList<>();
    private VerifyBench bench;

    @BeforeEach
    void migrateTwice() throws Exception {
        bench = VerifyBench.plain(DATABASES);
        bench.convex().insert("tags", List.of(Map.of("label", "own"), Map.of("label", "tag 1"), Map.of("weight", 2)));
        bench.convex().insert("badges", Map.of("code", "b1", "title", "as the application has it"));
        assertEquals(List.of(), bench.migrate().findings());
        bench.sql("UPDATE notes SET person_id = 99 WHERE id = 12; DELETE FROM people WHERE id = 11");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void verification_cleanTarget_findsNothingAndAccountsForEveryRowAndDocument() throws Exception {
        var migrated = bench.migrate();
        for (var result : List.of(migrated, bench.verify())) {
            assertEquals(List.of(), result.findings());
            assertEquals(List.of(new NotCompared("badges", Omission.LINKED_DOCUMENT, 1), new NotCompared("badges", Omission.LINKED_ROW, 1),
                    new NotCompared("notes", Omission.REJECTED_DOCUMENT, 1), new NotCompared("notes", Omission.REJECTED_ROW, 2),
                    new NotCompared("people", Omission.KEPT_DOCUMENT, 1), new NotCompared("tags", Omission.APPLICATION_DOCUMENT, 3)),
                    result.notCompared());
            for (var table : VerifyBench.TABLES) {
                assertEquals(bench.count(table), result.table(table).compared() + result.notCompared(table, "rejected_row", "linked_row"),
                        "rows of " + table);
                assertEquals(bench.convex().count(table), result.table(table).scanned(), "documents of " + table);
                assertEquals(
                        bench.convex().count(table), result.table(table).compared() + result.notCompared(table, "rejected_document",
                                "linked_document", "kept_document", "application_document"),
                        "documents of " + table + ", each for a reason");
            }
        }
    }

    @Test
    void verification_oneDifferenceOfEachKind_findsEachOnce() throws Exception {
        bench.migrate();
        var convex = bench.convex();
        plant(Kind.CHANGED, "people", "1", "name", Map.of("name", "Another"));
        plant(Kind.DEFAULT_NOT_APPLIED, "people", "2", "credits", Map.of("credits", 7));
        plant(Kind.WRONG_TYPE, "people", "3", "name", Map.of("name", 3));
        plant(Kind.CHANGED, "people", "4", "login", Map.of("login", "p5"));
        planted.add(finding(Kind.DUPLICATE_NATURAL_KEY, "people", "5", bench.documentOf("people", "5"), null));

        convex.remove("people", bench.documentOf("people", "6"));
        planted.add(finding(Kind.MISSING, "people", "6", bench.documentOf("people", "6"), null));
        planted.add(finding(Kind.DANGLING_REFERENCE, "notes", "5", bench.documentOf("notes", "5"), "person"));
        planted.add(finding(Kind.TWIN, "people", null, convex.insert("people", Map.of("login", "p7", "name", "signed up again")), null));
        planted.add(finding(Kind.EXTRA, "people", null, convex.insert("people", Map.of("login", "stranger")), null));

        plant(Kind.CHANGED, "notes", "1", "extra.a[2].b", Map.of("extra", Map.of("a", List.of(1, 2, Map.of("b", 4)))));
        plant(Kind.WRONG_REFERENCE, "notes", "2", "person", Map.of("person", bench.documentOf("people", "1")));
        plant(Kind.WRONG_TYPE, "notes", "3", "extra.a[0]", Map.of("extra", Map.of("a", List.of("1", 2, Map.of("b", 3)))));
        plant(Kind.DANGLING_REFERENCE, "notes", "4", "person", Map.of("person", bench.documentOf("notes", "4")));

        bench.sql("INSERT INTO notes VALUES (14, 1, 'never mapped', NULL)");
        planted.add(finding(Kind.MISSING, "notes", "14", null, null));
        var lost = bench.documentOf("notes", "7");
        bench.sql("DELETE FROM pg2convex.id_mapping WHERE table_name = 'notes' AND key = '7'");
        planted.add(finding(Kind.MISSING, "notes", "7", null, null));
        planted.add(finding(Kind.EXTRA, "notes", null, lost, null));
        bench.sql("DELETE FROM notes WHERE id = 8");
        planted.add(finding(Kind.EXTRA, "notes", "8", bench.documentOf("notes", "8"), null));

        convex.remove("badges", bench.documentOf("badges", "1"));
        planted.add(finding(Kind.MISSING, "badges", "1", bench.documentOf("badges", "1"), null));

        planted.add(finding(Kind.TWIN, "tags", null, convex.insert("tags", Map.of("label", "tag 3", "weight", 3)), null));
        planted.add(finding(Kind.TWIN, "tags", null, convex.insert("tags", Map.of("label", "tag 4")), null));
        convex.insert("tags", Map.of("label", "tag 3"));

        assertEquals(lines(planted), lines(bench.verify().findings()));
    }

    private void plant(Kind kind, String table, String key, String field, Map<String, ?> fields) {
        var document = bench.documentOf(table, key);
        bench.convex().patch(table, document, fields);
        planted.add(finding(kind, table, key, document, field));
    }

    private static Finding finding(Kind kind, String table, String key, String document, String field) {
        return new Finding(table, kind, Optional.ofNullable(key), Optional.ofNullable(document), Optional.ofNullable(field));
    }

    /** Sorted; one found twice stands there twice. */
    private static String lines(List<Finding> findings) {
        return String.join("\n", findings.stream().map(Finding::toString).sorted().toList());
    }
}
