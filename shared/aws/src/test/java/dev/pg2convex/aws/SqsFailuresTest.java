package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.embedded.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Categories of what SQS answers, through a socket. */
final class SqsFailuresTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            400, QueueDoesNotExist,           CONFIGURATION, aws_not_found
            403, AccessDeniedException,       CONFIGURATION, aws_forbidden
            403, InvalidClientTokenId,        CONFIGURATION, aws_forbidden
            403, SignatureDoesNotMatch,       CONFIGURATION, aws_forbidden
            400, ExpiredTokenException,       CONFIGURATION, aws_forbidden
            400, OptInRequired,               CONFIGURATION, aws_forbidden
            400, AWS.SimpleQueueService.NonExistentQueue, CONFIGURATION, aws_not_found
            404, InvalidAddress,              CONFIGURATION, aws_not_found
            400, KmsAccessDenied,             CONFIGURATION, aws_key
            400, KMS.DisabledException,       CONFIGURATION, aws_key
            400, KmsInvalidState,             CONFIGURATION, aws_key
            400, KMS.OptInRequired,           CONFIGURATION, aws_key
            400, KMS.ThrottlingException,     THROTTLED,     aws_throttled
            400, RequestExpired,              UNAVAILABLE,   aws_unavailable
            400, RequestThrottled,            THROTTLED,     aws_throttled
            400, ThrottlingException,         THROTTLED,     aws_throttled
            403, OverLimit,                   THROTTLED,     aws_throttled
            500, InternalFailure,             UNAVAILABLE,   aws_unavailable
            503, ServiceUnavailable,          UNAVAILABLE,   aws_unavailable
            400, InvalidMessageContents,      DETERMINISTIC, aws_refused
            """)
    void send_errorAnswer_getsItsCategory(int status, String awsCode, Failure failure, String code) {
        try (var server = new HttpAnswers(HttpAnswers.error(status, awsCode))) {
            var error = failure(server.environment());
            assertEquals(failure, error.failure());
            assertEquals(code, error.code());
            assertFalse(error.getMessage().contains("secret"), error.getMessage());
        }
    }

    @Test
    void send_nobodyThere_isUnavailable() {
        var error = failure(Map.of("AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:" + FreePort.find()));
        assertEquals(Failure.UNAVAILABLE, error.failure());
        assertEquals("sending to queue pages: no answer; is the endpoint right and the service up?", error.getMessage());
    }

    @Test
    void sqs_malformedEndpoint_isNamed() {
        var error = assertThrows(CategorizedException.class, () -> AwsClients.sqs(Map.of("AWS_ENDPOINT_URL_SQS", "secret:9324")));
        assertEquals("AWS_ENDPOINT_URL_SQS is not an HTTP URL; expected one such as http://127.0.0.1:9324", error.getMessage());
    }

    private static CategorizedException failure(Map<String, String> environment) {
        var sender = new SqsMessageSender(AwsClients.sqs(environment),
                new QueueUrls(Map.of(QueueName.PAGES, "http://127.0.0.1/000000000000/pages")));
        var message = Message.Tick.of(UUID.fromString("6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b"));
        return assertThrows(CategorizedException.class, () -> sender.send(QueueName.PAGES, List.of(message), Duration.ZERO));
    }
}
