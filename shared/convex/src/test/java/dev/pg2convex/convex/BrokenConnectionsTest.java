package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CallTime;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String COMMITTED = "{\"status\":\"success\",\"value\":{\"status\":\"void\"}}";

    /** Ways to lose an answer whose request has left. */
    enum Loss {
        // @formatter:off
        BEFORE_READING(new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket())),
        BEFORE_ANSWERING(new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket())),
        IN_MID_BODY(new MockResponse.Builder().body(COMMITTED.repeat(1_000)).onResponseBody(new SocketEffect.CloseSocket())),
        TRUNCATED(new MockResponse.Builder().body(COMMITTED).setHeader("Content-Length", 1_000).onResponseEnd(new SocketEffect.CloseSocket()));
        // @formatter:on

        private final MockResponse.Builder response;

        Loss(MockResponse.Builder response) {
            this.response = response;
        }
    }

    @ParameterizedTest
    @EnumSource
    void call_answerLost_leavesAMutationInDoubtAndSendsNothingAgain(Loss loss) throws IOException {
        try (FakeConvex convex = new FakeConvex(LONG)) {
            convex.answers(loss.response).answers(loss.response);

            assertFailure(Failure.AMBIGUOUS, "unclear_answer", () -> convex.client.write(FakeConvex.insert()));
            assertEquals(1, convex.requests());
            assertFailure(Failure.UNAVAILABLE, "unclear_answer", () -> convex.client.receipts("chat", Optional.empty(), 1));
        }
    }

    @Test
    void call_noAnswerInTime_leavesAMutationInDoubt() throws IOException {
        try (FakeConvex convex = new FakeConvex(SHORT)) {
            convex.answers(new MockResponse.Builder().body(COMMITTED).headersDelay(3, TimeUnit.SECONDS));

            assertFailure(Failure.AMBIGUOUS, "unclear_answer", () -> convex.client.write(FakeConvex.insert()));
        }
    }

    @Test
    void call_answerInDrops_isCutAtTheTimeoutOfTheCall() throws IOException {
        try (FakeConvex convex = new FakeConvex(SHORT)) {
            convex.answers(new MockResponse.Builder().body(COMMITTED).throttleBody(10, 150, TimeUnit.MILLISECONDS));

            assertFailure(Failure.AMBIGUOUS, "unclear_answer", () -> convex.client.write(FakeConvex.insert()));
        }
    }

    @Test
    void call_functionsTimeRunsOut_isCutBeforeThat() throws IOException {
        try (FakeConvex convex = new FakeConvex(Duration.ofMinutes(5))) {
            convex.answers(new MockResponse.Builder().body(COMMITTED).throttleBody(1, 500, TimeUnit.MILLISECONDS));

            assertFailure(Failure.AMBIGUOUS, "unclear_answer",
                    () -> CallTime.bounded(() -> CallTime.WIND_UP.plusSeconds(3), () -> convex.client.write(FakeConvex.insert())));
        }
    }

    @Test
    void call_nobodyListens_sentNothing() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (ConvexClient client = FakeConvex.clientAt("http://127.0.0.1:" + port, LONG)) {
            assertFailure(Failure.UNAVAILABLE, "unreachable", () -> client.write(FakeConvex.insert()));
        }
    }

    /** Not through a socket: that would ask the network's name servers. */
    @Test
    void because_unknownHost_saysSo() {
        CategorizedException failure = Unreachable.because(new UnknownHostException("nowhere.invalid"),
                ConvexUrl.parse("https://nowhere.invalid"));

        assertEquals(Failure.UNAVAILABLE, failure.failure());
        assertEquals("unknown_host", failure.code());
    }

    @Test
    void call_serverWithoutTls_sentNothing() throws IOException {
        try (FakeConvex convex = new FakeConvex(LONG);
                ConvexClient client = FakeConvex.clientAt("https://127.0.0.1:" + convex.port(), SHORT)) {
            assertFailure(Failure.UNAVAILABLE, "unreachable", () -> client.write(FakeConvex.insert()));
        }
    }

    @Test
    void call_certificateOfNobody_isAConfigurationError(@TempDir Path folder) throws Exception {
        try (FakeConvex convex = new FakeConvex(LONG).withTls(selfSigned(folder.resolve("keys")));
                ConvexClient client = FakeConvex.clientAt("https://127.0.0.1:" + convex.port(), LONG)) {
            assertFailure(Failure.CONFIGURATION, "untrusted_certificate", () -> client.write(FakeConvex.insert()));
        }
    }

    private static SSLSocketFactory selfSigned(Path keys) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        new ProcessBuilder(keytool, "-J-XX:TieredStopAtLevel=1", "-genkeypair", "-keystore", keys.toString(), "-storepass", "secret",
                "-dname", "CN=localhost", "-alias", "a", "-keyalg", "EC", "-ext", "san=ip:127.0.0.1").inheritIO().start().waitFor();
        char[] password = "secret".toCharArray();
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(keys.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getSocketFactory();
    }

    @Test
    void call_hostOfSeveralAddresses_triesThemAll() throws IOException {
        try (FakeConvex convex = new FakeConvex(LONG);
                ConvexClient client = FakeConvex.clientAt("http://localhost:" + convex.port(), LONG)) {
            convex.answers(200, COMMITTED);

            client.write(FakeConvex.insert());

            assertEquals(1, convex.requests());
        }
    }

    @Test
    void call_throttled_slowsTheNextDown() throws IOException {
        try (FakeConvex convex = new FakeConvex(LONG)) {
            convex.answers(429, "{\"code\":\"TooManyWrites\"}").answers(200, COMMITTED);
            assertFailure(Failure.THROTTLED, "too_many_writes", () -> convex.client.write(FakeConvex.insert()));
            long before = System.nanoTime();

            convex.client.write(FakeConvex.insert());

            assertTrue(System.nanoTime() - before >= 200_000_000);
        }
    }

    private static void assertFailure(Failure failure, String code, Callable<?> call) {
        CategorizedException thrown = assertThrows(CategorizedException.class, call::call);
        assertEquals(failure, thrown.failure(), thrown.getMessage());
        assertEquals(code, thrown.code(), thrown.getMessage());
    }
}
