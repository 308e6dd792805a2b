package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The key is replaced while a client has the old one. */
class RotatedKeyTest {
    private static final String RECEIPTS = "{\"status\":\"success\",\"value\":{\"receipts\":[],\"isDone\":true,\"cursor\":\"\"}}";
    private static final String REFUSED = "{\"code\":\"BadAdminKey\",\"message\":\"\"}";

    private final MockWebServer server = new MockWebServer();
    private final Deque<String> accepted = new ArrayDeque<>(List.of("dev:a|one"));
    private final Deque<String> kept = new ArrayDeque<>(List.of("dev:a|one"));
    private final AtomicInteger looks = new AtomicInteger();
    private final String url;
    private final ConvexClient client;

    RotatedKeyTest() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean known = ("Convex " + accepted.peek()).equals(request.getHeaders().get("Authorization"));
                return new MockResponse.Builder().code(known ? 200 : 401).body(known ? RECEIPTS : REFUSED).build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        url = "http://127.0.0.1:" + server.getPort();
        client = new ConvexClient(ConvexSettings.of(url, "dev:a|one"), Pacer.upTo(4), () -> {
            looks.incrementAndGet();
            return ConvexSettings.of(url, kept.element());
        });
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void call_keyRotated_goesOnWithTheNewOneFromThenOn() {
        rotate(accepted, "dev:a|two");
        rotate(kept, "dev:a|two");

        call();
        call();

        assertEquals(1, looks.get());
        assertEquals(3, server.getRequestCount());
    }

    @Test
    void call_keyRotatedTwice_goesOnEachTime() {
        for (var key : List.of("dev:a|two", "dev:a|three")) {
            rotate(accepted, key);
            rotate(kept, key);
            call();
        }

        assertEquals(2, looks.get());
    }

    @Test
    void call_keyRefusedAndNotReplaced_isTheRefusal() {
        rotate(accepted, "dev:a|two");

        var refused = assertThrows(CategorizedException.class, this::call);

        assertEquals("bad_key", refused.code());
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void call_newKeyRefusedToo_isTriedOnce() {
        rotate(accepted, "dev:a|three");
        rotate(kept, "dev:a|two");

        assertEquals("bad_key", assertThrows(CategorizedException.class, this::call).code());
        assertEquals(2, server.getRequestCount());
    }

    @Test
    void call_configurationNamesAnotherDeployment_staysWithThisOne() {
        try (var other = new ConvexClient(ConvexSettings.of(url, "dev:a|old"), Pacer.upTo(1),
                () -> ConvexSettings.of("http://127.0.0.1:1", "dev:b|new"))) {
            var refused = assertThrows(CategorizedException.class, () -> other.receipts("chat", Optional.empty(), 1));

            assertEquals("deployment_changed", refused.code());
            assertEquals(Failure.CONFIGURATION, refused.failure());
        }
    }

    @Test
    void call_whereKeysAreKeptIsAway_isWaitedFor() {
        var away = new CategorizedException(Failure.UNAVAILABLE, "aws_unreachable", "no answer");
        try (var other = new ConvexClient(ConvexSettings.of(url, "dev:a|old"), Pacer.upTo(1), () -> {
            throw away;
        })) {
            assertSame(away, assertThrows(CategorizedException.class, () -> other.receipts("chat", Optional.empty(), 1)));
            assertEquals(List.of("bad_key"), Stream.of(away.getSuppressed()).map(e -> ((CategorizedException) e).code()).toList());
        }
    }

    private void call() {
        client.receipts("chat", Optional.empty(), 1);
    }

    private static void rotate(Deque<String> keys, String to) {
        keys.clear();
        keys.add(to);
    }
}
