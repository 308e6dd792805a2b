package dev.pg2convex.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.pg2convex.core.source.SourceCatalog;
import dev.pg2convex.embedded.EmbeddedDatabase;
import dev.pg2convex.postgres.Postgres;
import dev.pg2convex.postgres.PostgresUrl;
import dev.pg2convex.postgres.source.PostgresCatalog;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to ask a database, near or far, what it has: at the beginning of each run, and of each function's life. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 5, time = 5)
public class CatalogBenchmark {
    @Param({"10", "100"})
    private int tables;

    @Param({"0", "20"})
    private int roundTripMillis;

    private EmbeddedDatabase database;
    private DistantPort distant;
    private HikariDataSource source;
    private SourceCatalog catalog;
    private List<String> names;

    @Setup
    public void start() throws SQLException {
        database = EmbeddedDatabase.start();
        names = IntStream.range(0, tables).mapToObj(n -> "table_" + n).toList();
        try (var connection = DriverManager.getConnection(database.jdbcUrl("postgres")); var statement = connection.createStatement()) {
            for (int n = 0; n < tables; n++) {
                statement.execute("CREATE TABLE table_" + n
                        + " (id bigint PRIMARY KEY, name text NOT NULL, at timestamptz DEFAULT now(), above bigint REFERENCES table_"
                        + Math.max(0, n - 1) + ")");
            }
        }
        var near = database.url("postgres");
        distant = DistantPort.before(URI.create(near).getPort(), Duration.ofMillis(roundTripMillis));
        var url = PostgresUrl.parse(distant.url(near), "POSTGRES_URL");
        source = Postgres.dataSource(url, 2, "pg2convex benchmark", () -> url);
        catalog = new PostgresCatalog(source, url);
    }

    @TearDown
    public void stop() {
        source.close();
        distant.close();
        database.close();
    }

    /** As a run does. */
    @Benchmark
    public Object allAtOnce() {
        return catalog.tables(names);
    }

    /** For comparison. */
    @Benchmark
    public int oneByOne() {
        int found = 0;
        for (var name : names) {
            found += catalog.table(name).isPresent() ? 1 : 0;
        }
        return found;
    }
}
