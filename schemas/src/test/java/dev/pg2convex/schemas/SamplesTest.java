package dev.pg2convex.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.testing.Databases;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases in the manner of those that everybody learns with. */
@Execution(ExecutionMode.CONCURRENT)
class SamplesTest {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"film-rental", "music-shop", "trading-company"})
    void sample_isMovedUneditedAndVerified(String sample) throws Exception {
        try (var owner = Owner.of(DATABASES, folder, Owner.resource(sample + ".sql"))) {
            owner.init();
            var result = owner.run().expect(0).json();
            assertEquals(result.path("rows").asLong(), result.path("inserted").asLong());
            long documents = 0;
            for (var table : result.path("tables").properties()) {
                documents += owner.documents(table.getKey()).size();
            }
            assertEquals(result.path("rows").asLong(), documents);
        }
    }
}
