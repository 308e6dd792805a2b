package dev.pg2convex.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.testing.Databases;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Schemas that nobody has thought of, moved as they are, changed, and moved again.
 *
 * <p>{@code -Dseeds=N} takes N seeds, {@value #SEEDS} at least, and {@value #SEEDS} with {@code -Pchaos}; {@code -Dseed=S} repeats one.
 */
@Execution(ExecutionMode.CONCURRENT)
class RandomSchemasTest {
    private static final int SEEDS = 10;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    static LongStream seeds() {
        var one = Long.getLong("seed");
        return one == null ? LongStream.rangeClosed(1, Math.max(SEEDS, Integer.getInteger("schemas.seeds", SEEDS))) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void run_ofARandomSchema_isRight_alsoAfterChanges(long seed) throws Exception {
        var schema = RandomSchema.of(seed);
        try (var owner = Owner.of(DATABASES, folder, schema.create())) {
            owner.init();
            long rows = rows(owner, schema);
            var first = owner.run().expect(0).json();
            assertEquals(rows, first.path("inserted").asLong(), first::toString);
            assertClean(first);

            owner.execute(schema.change());
            assertClean(owner.run().expect(0).json());

            var still = owner.run().expect(0).json();
            for (var count : new String[]{"inserted", "updated", "recreated", "deleted"}) {
                assertEquals(0, still.path(count).asLong(), count + " of a run that has nothing to do");
            }
            assertEquals(rows(owner, schema), still.path("unchanged").asLong());
        }
    }

    private static void assertClean(JsonNode result) {
        assertEquals(0, result.path("rejected").asLong(), result::toString);
        assertEquals(0, result.path("findings").asLong(), result::toString);
    }

    private static long rows(Owner owner, RandomSchema schema) throws Exception {
        long rows = 0;
        for (var table : schema.tables()) {
            try (var statement = owner.connection().createStatement();
                    var result = statement.executeQuery("SELECT count(*) FROM " + table)) {
                result.next();
                rows += result.getLong(1);
            }
        }
        return rows;
    }
}
