package dev.pg2convex.aws;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of SQS or Secrets Manager means, by its code and status. */
public final class SqsFailures {
    /** SQS has two names for many errors: the client asks for those of its older protocol, and gets them where the service knows it. */
    private static final Set<String> MISSING = Set.of("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "InvalidAddress",
            "ResourceNotFoundException");
    private static final Set<String> FORBIDDEN = Set.of("AccessDenied", "AccessDeniedException", "InvalidClientTokenId",
            "UnrecognizedClientException", "SignatureDoesNotMatch", "ExpiredToken", "ExpiredTokenException", "InvalidSecurity",
            "MissingAuthenticationToken", "IncompleteSignature", "NotAuthorized", "OptInRequired");
    private static final Set<String> KEY = Set.of("KmsAccessDenied", "KMS.AccessDeniedException", "KmsDisabled", "KMS.DisabledException",
            "KmsNotFound", "KMS.NotFoundException", "KmsInvalidState", "KMS.InvalidStateException", "KmsInvalidKeyUsage",
            "KMS.InvalidKeyUsageException", "KmsOptInRequired", "KMS.OptInRequired");
    private static final Set<String> THROTTLED = Set.of("RequestThrottled", "OverLimit", "KmsThrottled", "KMS.ThrottlingException");

    private SqsFailures() {}

    /**
     * Sending, receiving and deleting are all harmless to repeat, so a lost answer is no more than an outage.
     *
     * @param subject what was being worked with, such as {@code queue pages}
     */
    public static CategorizedException categorize(SdkException error, String subject) {
        if (!(error instanceof AwsServiceException service) || service.awsErrorDetails() == null) {
            return new CategorizedException(Failure.UNAVAILABLE, "aws_unreachable",
                    subject + ": no answer; is the endpoint right and the service up?", error);
        }
        var code = String.valueOf(service.awsErrorDetails().errorCode());
        var named = subject + ": " + code + " (HTTP " + service.statusCode() + ")";
        if (MISSING.contains(code)) {
            return new CategorizedException(Failure.CONFIGURATION, "aws_not_found",
                    named + ": it does not exist in this account and region", error);
        }
        if (FORBIDDEN.contains(code)) {
            return new CategorizedException(Failure.CONFIGURATION, "aws_forbidden", named + ": check the credentials and the role's policy",
                    error);
        }
        if (KEY.contains(code)) {
            return new CategorizedException(Failure.CONFIGURATION, "aws_key",
                    named + ": the KMS key that encrypts it cannot be used; check the key's state, and its policy for this role", error);
        }
        if (THROTTLED.contains(code) || service.isThrottlingException()) {
            return new CategorizedException(Failure.THROTTLED, "aws_throttled", named + ": too many requests", error);
        }
        if (service.statusCode() >= 500 || service.isClockSkewException()) {
            return new CategorizedException(Failure.UNAVAILABLE, "aws_unavailable", named + ": the service cannot serve at the moment",
                    error);
        }
        return new CategorizedException(Failure.DETERMINISTIC, "aws_refused", named + ": the request was refused", error);
    }
}
