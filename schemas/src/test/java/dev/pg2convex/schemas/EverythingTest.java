package dev.pg2convex.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.testing.Databases;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A database with everything in it that a Postgres schema can have goes from init to the verification as it is. */
class EverythingTest {
    /** Table, key and reason of every row that cannot be carried exactly. */
    private static final String REJECTS = """
            arrays 4 array_too_long
            documents 4 number_precision
            documents 5 too_deep
            keyTimestamptz -infinity timestamp_range
            keyTimestamptz infinity timestamp_range
            orderLines ["2","1"] parent_rejected
            orderLines ["9","1"] orphan
            orders 2 timestamp_range
            texts 4 document_too_large
            times 4 timestamp_range
            """;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @Test
    void everything_isMovedUneditedAndVerified() throws Exception {
        try (var owner = Owner.of(DATABASES, folder, Owner.resource("everything.sql"))) {
            var init = owner.init("--schema", "public,billing,Odd schema");
            assertEquals("""
                    Left out: public.counted: a materialized view; what it holds is made from its tables
                    Left out: public.everybody: a view; what it shows is in its tables
                    Left out: public.without_key: no primary key, and no unique index over columns that are NOT NULL; give it one
                    """, init.err());

            var run = owner.run();
            assertEquals(REJECTS, rejects(owner), run::err);
            assertEquals(1, run.code(), run::err);
            var result = run.json();
            assertEquals(0, result.path("findings").asLong(), result::toString);
            assertEquals(59, result.path("tables").size());
            for (var table : result.path("tables").properties()) {
                assertEquals(table.getValue().path("rows").asLong() - table.getValue().path("rejected").asLong(),
                        owner.documents(table.getKey()).size(), table.getKey());
            }

            var again = owner.run().json();
            for (var count : new String[]{"inserted", "updated", "recreated", "deleted", "findings"}) {
                assertEquals(0, again.path(count).asLong(), count + " of a run that has nothing to do");
            }
        }
    }

    private static String rejects(Owner owner) {
        var lines = new TreeSet<String>();
        for (JsonNode reject : owner.says("rejects", "--json", "--mapping", owner.mapping()).expect(0).json().path("rejects")) {
            lines.add(
                    reject.path("table").asString() + " " + reject.path("key").asString() + " " + reject.path("reason").asString() + "\n");
        }
        return String.join("", lines);
    }
}
