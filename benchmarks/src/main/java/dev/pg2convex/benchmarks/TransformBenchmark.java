package dev.pg2convex.benchmarks;

import dev.pg2convex.core.plan.PlanResolver;
import dev.pg2convex.core.source.KeyRange;
import dev.pg2convex.core.source.SourceRow;
import dev.pg2convex.core.transform.ParentState;
import dev.pg2convex.core.transform.Transformer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From a row as it was read to a document with its hash: what a run does for each row, also where nothing has changed. Per row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class TransformBenchmark {
    private static final int ROWS = 500;
    private static final long BYTES = 64L << 20;
    private static final ParentState PARENT = new ParentState.Mapped("jd7c1q2w3e4r5t6y7u8i9o0p1a2s3d4f");

    @Param({"users", "threads", "messages"})
    private String table;

    private List<SourceRow> rows;
    private Transformer transformer;

    @Setup
    public void read() throws SQLException, IOException {
        try (var chat = new ChatMigration(ROWS, Duration.ZERO)) {
            var ports = chat.ports();
            var plan = PlanResolver.resolve(ports.mappingReader().read(chat.mapping(), "mapping.yaml"), ports.catalog());
            transformer = Transformer.of(plan.table(table), ports.target().schema(ports.target().handshake("chat").schemaJson()));
            rows = ports.source().read(plan.table(table), KeyRange.ALL, ROWS, BYTES).rows();
        }
        if (rows.size() != ROWS) {
            throw new IllegalStateException(rows.size() + " rows, not " + ROWS);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void transform(Blackhole hole) {
        for (var row : rows) {
            hole.consume(transformer.transformNew(row, (_, _) -> PARENT));
        }
    }
}
