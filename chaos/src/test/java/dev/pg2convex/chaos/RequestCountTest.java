package dev.pg2convex.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.testing.proxy.ConvexCall;
import dev.pg2convex.testing.proxy.ConvexFaultProxy;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the protocol costs when nothing goes wrong: one request per batch, and a fixed number per run. */
@ExtendWith(SharedBench.class)
class RequestCountTest {
    @Test
    void run_withoutFault_sendsOneRequestPerBatch(Bench bench) throws Exception {
        try (var trial = bench.trial(3);
                var proxy = ConvexFaultProxy.before(trial.convexUrl());
                var victim = Victim.start(trial.parts(proxy.url()))) {
            victim.run(Duration.ofMinutes(1));
            var expected = new TreeMap<>(Map.of(ConvexCall.WRITE, batches(trial), ConvexCall.SETTLE, 0L, ConvexCall.BEGIN, 1L,
                    // Once before the run is made, once before its fence is raised.
                    ConvexCall.HANDSHAKE, 2L, ConvexCall.LIST_RECEIPTS, 1L, ConvexCall.DROP_RECEIPTS, 1L));
            var sent = new TreeMap<String, Long>();
            expected.keySet().forEach(function -> sent.put(function, proxy.counts().of(function)));
            assertEquals(expected, sent);
            assertEquals(expected.values().stream().mapToLong(Long::longValue).sum(), proxy.counts().total(), "and nothing else");
        }
    }

    private static long batches(Trial trial) throws Exception {
        try (var connection = DriverManager.getConnection(trial.jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg2convex.intent")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
