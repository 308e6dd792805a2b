package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer of convex-contract §1, through a socket, for a mutation and a query. */
class FailuresTest {
    private final AtomicLong minutes = new AtomicLong();
    private final FakeConvex convex = new FakeConvex(Duration.ofSeconds(20), new Pacer(16, this::aMinuteLater, new Random(1)));

    FailuresTest() throws IOException {}

    @AfterEach
    void close() {
        convex.close();
    }

    @ParameterizedTest
    @CsvSource({"401,BadAdminKey,CONFIGURATION,CONFIGURATION,bad_key", "403,BadDeployKey,CONFIGURATION,CONFIGURATION,key_lacks_permission",
            "403,OperationNotPermitted,CONFIGURATION,CONFIGURATION,key_lacks_permission",
            "404,NotFound,CONFIGURATION,CONFIGURATION,not_found", "408,RequestTimeout,AMBIGUOUS,UNAVAILABLE,server_timeout",
            "413,TooLarge,DETERMINISTIC,DETERMINISTIC,request_too_large",
            "429,TooManyConcurrentRequests,THROTTLED,THROTTLED,too_many_concurrent_requests",
            "429,TooManyWrites,THROTTLED,THROTTLED,too_many_writes", "429,Other,THROTTLED,THROTTLED,throttled",
            "400,BadFormat,AMBIGUOUS,UNAVAILABLE,bad_format", "400,InvalidAdminKey,CONFIGURATION,CONFIGURATION,bad_key",
            "400,InvalidHeaderFailure,CONFIGURATION,CONFIGURATION,bad_key", "400,BadJsonBody,DETERMINISTIC,DETERMINISTIC,bad_request",
            "400,BadConvexFunctionIdentifier,DETERMINISTIC,DETERMINISTIC,bad_request",
            "503,OptimisticConcurrencyControlFailure,THROTTLED,THROTTLED,write_conflict",
            "503,CommitterFullError,THROTTLED,THROTTLED,committer_full", "503,WorkerOverloaded,THROTTLED,THROTTLED,workers_busy",
            "503,ExpiredInQueue,THROTTLED,THROTTLED,expired_in_queue", "503,Unknown,AMBIGUOUS,UNAVAILABLE,service_unavailable",
            "500,InternalServerError,AMBIGUOUS,UNAVAILABLE,internal_error", "502,BadGateway,AMBIGUOUS,UNAVAILABLE,bad_gateway",
            "504,GatewayTimeout,AMBIGUOUS,UNAVAILABLE,gateway_timeout", "307,Redirect,CONFIGURATION,CONFIGURATION,redirected",
            "402,PaymentRequired,CONFIGURATION,CONFIGURATION,unexpected_status", "520,Edge,AMBIGUOUS,UNAVAILABLE,unexpected_status"})
    void call_httpError_isCategorized(int status, String serverCode, Failure ofMutation, Failure ofQuery, String code) {
        String body = "{\"code\":\"" + serverCode + "\",\"message\":\"user row@example.com\"}";
        convex.answers(status, body).answers(status, body);

        CategorizedException written = settle();
        CategorizedException asked = receipts();

        assertEquals(ofMutation, written.failure());
        assertEquals(ofQuery, asked.failure());
        assertEquals(code, written.code());
        assertEquals(code, asked.code());
        assertTrue(written.getMessage().contains("HTTP " + status + " " + serverCode), written.getMessage());
        assertFit(written);
    }

    @ParameterizedTest
    @CsvSource({"401,CONFIGURATION", "429,THROTTLED", "503,AMBIGUOUS", "500,AMBIGUOUS", "400,DETERMINISTIC"})
    void call_httpErrorWithoutCode_isCategorizedByStatus(int status, Failure failure) {
        convex.answers(status, "<html>row@example.com</html>");

        CategorizedException written = settle();

        assertEquals(failure, written.failure());
        assertFit(written);
    }

    @Test
    void call_serverCodeThatIsText_isNotPassedOn() {
        convex.answers(500, "{\"code\":\"row@example.com\"}");

        assertFit(settle());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "Could not find public function for 'pg2convex/write:write'. Did you forget to run `npx convex dev`?;CONFIGURATION;functions_missing",
            "Trying to execute write.js:write as Mutation, but it is defined as Query.;CONFIGURATION;functions_differ",
            "ArgumentValidationError: Object is missing the required field `x`;CONFIGURATION;functions_differ",
            "You do not have permission to perform this operation (deployment:functions:runInternalMutations);CONFIGURATION;key_lacks_permission",
            "Cannot run functions while this deployment is paused. Resume the deployment;CONFIGURATION;deployment_paused",
            "Cannot run functions while this deployment is suspended. Please contact;CONFIGURATION;deployment_disabled",
            "You have exceeded the free plan limits, so your deployments have been disabled.;CONFIGURATION;deployment_disabled",
            "You have exceeded your spending limits, so your deployments have been disabled.;CONFIGURATION;deployment_disabled",
            "This deployment has been disabled because it exceeded a configured usage limit.;CONFIGURATION;deployment_disabled",
            "'';DETERMINISTIC;function_failed", "Uncaught Error: row@example.com;DETERMINISTIC;function_failed",
            "Uncaught ArgumentValidationError: of a function that a trigger called;DETERMINISTIC;function_failed",
            "Uncaught Error: Too many writes in a single function execution (limit: 16000);DETERMINISTIC;function_failed",
            "Failed to insert or update a document in table \"users\";DETERMINISTIC;function_failed"})
    void call_functionError_isCategorized(String text, Failure failure, String code) {
        for (String prefix : new String[]{"[Request ID: ab12cd] Server Error\\n", "Server Error\\n", "[Request ID: ab12cd] ", ""}) {
            convex.answers(200, "{\"status\":\"error\",\"errorMessage\":\"" + prefix + text.replace("\"", "\\\"") + "\"}");

            CategorizedException failed = settle();

            assertEquals(failure, failed.failure(), prefix + text);
            assertEquals(code, failed.code(), prefix + text);
            assertEquals(prefix.contains("ab12cd"), failed.getMessage().contains("request ID ab12cd"), failed.getMessage());
            assertFit(failed);
        }
    }

    @Test
    void call_tablesMissing_isKnownByItsCode() {
        convex.answers(200,
                "{\"status\":\"error\",\"errorMessage\":\"[Request ID: ab12] Server Error\",\"errorData\":{\"code\":\"tables_missing\",\"fix\":\"x\"}}");

        CategorizedException failed = settle();

        assertEquals(Failure.CONFIGURATION, failed.failure());
        assertEquals("tables_missing", failed.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 560})
    void call_protocolMismatch_isKnownByItsCode(int status) {
        convex.answers(status,
                "{\"status\":\"error\",\"errorMessage\":\"[Request ID: ab12] Server Error\",\"errorData\":{\"code\":\"protocol_mismatch\",\"expected\":2,\"got\":1}}");

        CategorizedException failed = settle();

        assertEquals(Failure.CONFIGURATION, failed.failure());
        assertEquals("protocol_mismatch", failed.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a string\"", "{\"code\":5}", "null", "{\"code\":\"other\"}"})
    void call_errorDataOfTheApplication_isDeterministic(String data) {
        convex.answers(200, "{\"status\":\"error\",\"errorMessage\":\"x\",\"errorData\":" + data + "}");

        assertEquals("function_failed", settle().code());
    }

    @Test
    void handshake_redactedError_isAConfigurationError() {
        convex.answers(200, "{\"status\":\"error\",\"errorMessage\":\"[Request ID: ab12] Server Error\"}");

        CategorizedException failed = assertThrows(CategorizedException.class, () -> convex.client.handshake("chat"));

        assertEquals(Failure.CONFIGURATION, failed.failure());
        assertEquals("handshake_failed", failed.code());
    }

    @Test
    void handshake_functionsMissing_saysSo() {
        convex.answers(200,
                "{\"status\":\"error\",\"errorMessage\":\"[Request ID: ab12] Server Error\\nCould not find public function for 'x'.\"}");

        assertEquals("functions_missing", assertThrows(CategorizedException.class, () -> convex.client.handshake("chat")).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in to the hotel's network</html>", "{", "[]", "null", "{\"status\":\"other\"}",
            "{\"status\":\"success\"}", "{\"status\":\"success\",\"value\":{\"status\":\"fine\"}}",
            "{\"status\":\"success\",\"value\":null} trailing"})
    void call_somethingElse_leavesAMutationInDoubt(String body) {
        convex.answers(200, body);

        CategorizedException unclear = settle();

        assertEquals(Failure.AMBIGUOUS, unclear.failure());
        assertEquals("unclear_answer", unclear.code());
    }

    @ParameterizedTest
    @CsvSource({"'<html></html>',UNAVAILABLE,unclear_answer",
            "'{\"status\":\"success\",\"value\":{\"receipts\":5}}',CONFIGURATION,functions_differ"})
    void call_somethingElse_neverLeavesAQueryInDoubt(String body, Failure failure, String code) {
        convex.answers(200, body);

        CategorizedException unclear = receipts();

        assertEquals(failure, unclear.failure());
        assertEquals(code, unclear.code());
    }

    /** No pause is longer. */
    private long aMinuteLater() {
        return Duration.ofMinutes(minutes.incrementAndGet()).toNanos();
    }

    private CategorizedException settle() {
        return assertThrows(CategorizedException.class, () -> convex.client.settle("chat", FakeConvex.RUN, FakeConvex.BATCH));
    }

    private CategorizedException receipts() {
        return assertThrows(CategorizedException.class, () -> convex.client.receipts("chat", Optional.empty(), 10));
    }

    private static void assertFit(CategorizedException failure) {
        assertFalse(failure.getMessage().contains("row@example.com"), failure.getMessage());
        assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
    }
}
