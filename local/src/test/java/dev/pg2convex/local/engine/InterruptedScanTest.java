package dev.pg2convex.local.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.testing.Databases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A table whose scan takes longer than a function may. */
class InterruptedScanTest {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final int OWN = 4_500;
    private static final int INTERRUPTIONS = 3;

    private final List<Object> cursors = Collections.synchronizedList(new ArrayList<>());
    private final ThreadLocal<Boolean> hasScanned = ThreadLocal.withInitial(() -> false);
    private final AtomicInteger interruptions = new AtomicInteger();

    @Test
    void scan_outOfTimeAfterEachCall_goesOnAtItsCursorAndLosesAndDoublesNothing() throws Exception {
        try (var bench = new VerifyBench(DATABASES, ports -> Before.each(ports, (_, _) -> {}, this::beforeScan), this::withLittleTime)) {
            // Before the rows are migrated: the first call meets the twin, and only the last one its original.
            var twin = bench.convex().insert("tags", Map.of("label", "tag 1", "weight", 1));
            bench.convex().insert("tags", IntStream.range(0, OWN).<Map<String, ?>>mapToObj(n -> Map.of("label", "own " + n)).toList());

            var result = bench.migrate();

            assertEquals(INTERRUPTIONS, interruptions.get());
            assertEquals(List.of(new Finding("tags", Kind.TWIN, Optional.empty(), Optional.of(twin), Optional.empty())), result.findings());
            assertEquals(OWN + 1 + bench.count("tags"), result.table("tags").scanned());
            assertEquals(OWN, result.notCompared("tags", "application_document"));
            assertEquals(4, cursors.size(), "each call once, and the last one again, which ran out of time before the end");
            assertEquals(Optional.empty(), cursors.get(0));
            assertNotEquals(cursors.get(1), cursors.get(2));
            assertEquals(cursors.get(2), cursors.get(3));
        }
    }

    private void beforeScan(String method, Object[] arguments) {
        if (method.equals("scan") && arguments[0].equals("tags")) {
            cursors.add(arguments[1]);
            hasScanned.set(true);
        }
    }

    private RequestHandler<SQSEvent, SQSBatchResponse> withLittleTime(RequestHandler<SQSEvent, SQSBatchResponse> verifier) {
        return (event, context) -> {
            hasScanned.set(false);
            return verifier.handleRequest(event, shortened(context));
        };
    }

    /** Time for one call of the scan, a few times. */
    private Context shortened(Context context) {
        // However often it is asked, it is out of time once.
        var outOfTime = new AtomicBoolean();
        return (Context) Proxy.newProxyInstance(Context.class.getClassLoader(), new Class<?>[]{Context.class}, (_, method, arguments) -> {
            if (method.getName().equals("getRemainingTimeInMillis") && hasScanned.get()
                    && (outOfTime.get() || interruptions.getAndUpdate(n -> Math.min(n + 1, INTERRUPTIONS)) < INTERRUPTIONS)) {
                outOfTime.set(true);
                return 1_000;
            }
            try {
                return method.invoke(context, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
