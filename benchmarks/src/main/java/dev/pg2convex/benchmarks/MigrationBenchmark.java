package dev.pg2convex.benchmarks;

import dev.pg2convex.local.report.Summary;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The chat example from end to end: 25 rows a user, all three functions in one process with an embedded queue. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class MigrationBenchmark {
    /** How much of it, and how far away. */
    @State(Scope.Benchmark)
    public static class Site {
        @Param("500")
        private int users;

        /** To PostgreSQL and to Convex. */
        @Param({"0", "5"})
        private int roundTripMillis;

        ChatMigration open() throws SQLException, IOException {
            return new ChatMigration(users, Duration.ofMillis(roundTripMillis));
        }
    }

    /** Nothing is in Convex yet. */
    @State(Scope.Benchmark)
    public static class Empty {
        ChatMigration migration;

        @Setup(Level.Iteration)
        public void start(Site site) throws SQLException, IOException {
            migration = site.open();
        }

        @TearDown(Level.Iteration)
        public void stop() {
            migration.close();
        }
    }

    /** All rows are in Convex, and nothing has changed since. */
    @State(Scope.Benchmark)
    public static class Loaded {
        ChatMigration migration;

        @Setup
        public void start(Site site) throws SQLException, IOException, InterruptedException {
            migration = site.open();
            migration.migrate();
        }

        @TearDown
        public void stop() {
            migration.close();
        }
    }

    @Benchmark
    public Summary firstRun(Empty at) throws InterruptedException {
        return at.migration.migrate();
    }

    @Benchmark
    public Summary runWithNothingToDo(Loaded at) throws InterruptedException {
        return at.migration.migrate();
    }

    @Benchmark
    public Summary verification(Loaded at) throws InterruptedException {
        return at.migration.verify();
    }
}
