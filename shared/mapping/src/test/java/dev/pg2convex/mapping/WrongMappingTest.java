package dev.pg2convex.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.mapping.Mapping;
import dev.pg2convex.core.mapping.MappingException;
import dev.pg2convex.core.plan.MigrationPlan;
import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.plan.TargetCheck;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong mappings and the whole of what their author is told. */
final class WrongMappingTest {
    private static final FakeCatalog CATALOG = FakeCatalog.of(Case.read("/catalog.txt"));

    static Stream<Case> files() {
        return Case.of("/wrong/file.txt");
    }

    static Stream<Case> sources() {
        return Case.of("/wrong/source.txt");
    }

    static Stream<Case> targets() {
        return Case.of("/wrong/target.txt");
    }

    @ParameterizedTest
    @MethodSource("files")
    void read_wrongFile_namesEveryProblem(Case wrong) {
        assertEquals(wrong.part("expected"), problems(() -> read(wrong)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void resolve_wrongForTheSource_namesEveryProblem(Case wrong) {
        assertEquals(wrong.part("expected"), problems(() -> plan(wrong)));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void problems_wrongForTheTarget_namesEveryProblem(Case wrong) {
        String found = TargetCheck.problems(plan(wrong), SchemaText.parse(wrong.part("schema")))
                .stream()
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        assertEquals(wrong.part("expected"), found);
    }

    @Test
    void cases_counted_areAtLeastSixty() {
        assertTrue(Stream.of(files(), sources(), targets()).mapToLong(Stream::count).sum() >= 60);
    }

    private static String problems(Runnable check) {
        try {
            check.run();
        } catch (MappingException e) {
            return e.getMessage();
        }
        return "";
    }

    private static MigrationPlan plan(Case wrong) {
        return PlanResolver.resolve(read(wrong), CATALOG);
    }

    private static Mapping read(Case wrong) {
        return new YamlMappingReader().read(wrong.part("mapping"), "m.yaml");
    }
}
