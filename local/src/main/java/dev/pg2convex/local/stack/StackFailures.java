package dev.pg2convex.local.stack;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What an error of CloudFormation, Lambda or SQS means for somebody who works with a stack, by its code and status. */
final class StackFailures {
    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException", "NotAuthorized");
    private static final Set<String> CREDENTIALS = Set.of("ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId",
            "UnrecognizedClientException", "SignatureDoesNotMatch", "MissingAuthenticationToken", "IncompleteSignature",
            "InvalidSignatureException", "OptInRequired");
    private static final int TOO_LARGE = 413;

    private StackFailures() {}

    /**
     * An error that is none of the service's own for this call.
     *
     * @param subject what was asked for, such as {@code stack pg2convex}
     * @param permission that it takes, such as {@code lambda:InvokeFunction}
     * @param arn what the permission is needed on
     */
    static CategorizedException categorize(SdkException error, String subject, String permission, String arn) {
        if (!(error instanceof AwsServiceException service) || service.awsErrorDetails() == null) {
            return new CategorizedException(Failure.UNAVAILABLE, "aws_unreachable",
                    subject + ": no answer from AWS; is the network up, and the region right?", error);
        }
        var code = String.valueOf(service.awsErrorDetails().errorCode());
        if (DENIED.contains(code)) {
            return new CategorizedException(Failure.CONFIGURATION, "aws_forbidden", subject + ": your AWS identity lacks the permission "
                    + permission + " on " + arn + "; all that --stack needs is in docs/aws.md, under \"To operate\"", error);
        }
        if (CREDENTIALS.contains(code)) {
            return new CategorizedException(Failure.CONFIGURATION, "aws_credentials",
                    subject + ": AWS does not take the credentials (" + code + "); log in again, or choose others with --profile", error);
        }
        if (service.isThrottlingException() || service.statusCode() == 429) {
            return new CategorizedException(Failure.THROTTLED, "aws_throttled",
                    subject + ": AWS asks to slow down (" + code + "), and did so at every attempt; try again in a minute", error);
        }
        if (service.statusCode() == TOO_LARGE) {
            return new CategorizedException(Failure.CONFIGURATION, "too_large",
                    subject + ": the command is over the 6 MB that Lambda takes; name fewer keys, or a condition", error);
        }
        if (service.statusCode() >= 500) {
            return new CategorizedException(Failure.UNAVAILABLE, "aws_unavailable",
                    subject + ": AWS cannot serve at the moment (" + code + "); try again", error);
        }
        return new CategorizedException(Failure.CONFIGURATION, "aws_refused",
                subject + ": AWS refused the request: " + code + " (HTTP " + service.statusCode() + ")", error);
    }
}
