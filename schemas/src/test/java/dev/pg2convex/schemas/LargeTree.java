package dev.pg2convex.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.testing.Databases;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tree of many rows in one table, half of whose rows come before their parents, and a chain through all levels of 50 tables.
 *
 * <p>Takes minutes, and so is no part of the gate: {@code ./mvnw -pl schemas -am verify -Dtest=LargeTree -Drows=100000}.
 */
class LargeTree {
    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final int LEVELS = 50;

    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void tree_ofManyRows_isMovedInAsManyPassesAsASmallOne() throws Exception {
        // Odd rows have their parent before them, even ones behind them, up to the root, which is the last.
        var sql = """
                CREATE TABLE nodes (id integer PRIMARY KEY, parent_id integer REFERENCES nodes, name text NOT NULL);
                INSERT INTO nodes SELECT n, CASE WHEN n = 0 THEN NULL WHEN n % 2 = 1 THEN n / 2 ELSE least(n + 1, :last) END, 'Node ' || n
                    FROM generate_series(0, :last) AS n;
                ANALYZE nodes;""".replace(":last", String.valueOf(ROWS - 1));
        try (var owner = Owner.of(DATABASES, folder, sql)) {
            owner.init();
            long began = System.nanoTime();
            var run = owner.run().expect(0).json();
            long took = System.nanoTime() - began;
            assertEquals(ROWS, run.path("inserted").asInt(), run::toString);
            assertEquals(0, run.path("findings").asInt(), run::toString);
            assertEquals(0, run.path("rejected").asInt(), run::toString);
            var again = owner.run().expect(0).json();
            assertEquals(ROWS, again.path("unchanged").asInt(), again::toString);
            System.out.printf("%,d rows: %d s, %,d rows updated behind their parents; again: %s s; heap in use %d MiB%n", ROWS,
                    TimeUnit.NANOSECONDS.toSeconds(took), run.path("updated").asLong(), again.path("seconds").asString(),
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void chain_of50Tables_isMoved() throws Exception {
        var sql = new StringBuilder("CREATE TABLE level_0 (id integer PRIMARY KEY);\nINSERT INTO level_0 SELECT generate_series(1, 5);\n");
        for (int level = 1; level < LEVELS; level++) {
            sql.append(
                    "CREATE TABLE level_%1$d (id integer PRIMARY KEY, above integer NOT NULL REFERENCES level_%2$d);\nINSERT INTO level_%1$d SELECT id, id FROM level_%2$d;\n"
                            .formatted(level, level - 1));
        }
        try (var owner = Owner.of(DATABASES, folder, sql.toString())) {
            owner.init();
            var run = owner.run().expect(0).json();
            assertEquals(LEVELS * 5, run.path("inserted").asInt(), run::toString);
            assertEquals(0, run.path("findings").asInt(), run::toString);
            System.out.println("50 tables, each below the one before: " + run.path("seconds").asString() + " s");
        }
    }
}
