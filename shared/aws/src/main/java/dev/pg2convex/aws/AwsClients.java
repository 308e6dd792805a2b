package dev.pg2convex.aws;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Clients of AWS. An endpoint on loopback is an emulator: it gets made-up credentials and a region, so that none need be configured and none
 * that are leave the machine. Everything else gets what the AWS SDK finds, and an error at once where it finds nothing.
 */
public final class AwsClients {
    private static final StaticCredentialsProvider MADE_UP = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private AwsClients() {}

    /** @param environment of it {@code AWS_ENDPOINT_URL_SQS}, {@code AWS_ENDPOINT_URL} and {@code AWS_REGION} */
    public static SqsClient sqs(Map<String, String> environment) {
        return configured(SqsClient.builder(), environment, "AWS_ENDPOINT_URL_SQS").build();
    }

    /** @param environment of it {@code AWS_ENDPOINT_URL_SECRETS_MANAGER}, {@code AWS_ENDPOINT_URL} and {@code AWS_REGION} */
    public static SecretsManagerClient secretsManager(Map<String, String> environment) {
        return configured(SecretsManagerClient.builder(), environment, "AWS_ENDPOINT_URL_SECRETS_MANAGER").build();
    }

    /** @param environment of it {@code AWS_ENDPOINT_URL_EVENTBRIDGE}, {@code AWS_ENDPOINT_URL} and {@code AWS_REGION} */
    public static EventBridgeClient eventBridge(Map<String, String> environment) {
        return configured(EventBridgeClient.builder(), environment, "AWS_ENDPOINT_URL_EVENTBRIDGE").build();
    }

    /** The endpoint that takes the place of AWS's own. */
    static Optional<URI> endpoint(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
                .filter(url -> !url.isBlank())
                .map(url -> parse(variable, url));
    }

    /** The builder of a client that only one module has. */
    public static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> B configured(B builder,
            Map<String, String> environment, String variable) {
        return configured(builder, environment, variable, Optional.empty());
    }

    /**
     * The same, with a profile.
     *
     * @param environment of it that variable, {@code AWS_ENDPOINT_URL}, {@code AWS_REGION}, {@code AWS_DEFAULT_REGION} and {@code AWS_PROFILE}
     * @param variable the endpoint's
     * @param profile of the AWS configuration, before all credentials of the environment, as the AWS CLI has it
     */
    public static <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> B configured(B builder,
            Map<String, String> environment, String variable, Optional<String> profile) {
        builder.httpClientBuilder(UrlConnectionHttpClient.builder());
        var endpoint = endpoint(environment, variable);
        endpoint.ifPresent(builder::endpointOverride);
        var region = Optional.ofNullable(environment.get("AWS_REGION"))
                .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
                .filter(name -> !name.isBlank())
                .map(Region::of);
        if (endpoint.isPresent() && isLoopback(endpoint.get())) {
            return builder.credentialsProvider(MADE_UP).region(region.orElse(Region.US_EAST_1));
        }
        var account = new AwsAccount(profile, Optional.ofNullable(environment.get("AWS_PROFILE")).filter(name -> !name.isBlank()),
                variable);
        return builder.credentialsProvider(account.credentials()).region(region.orElseGet(account::region));
    }

    private static URI parse(String variable, String url) {
        try {
            var uri = URI.create(url.strip());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new CategorizedException(Failure.CONFIGURATION, "bad_configuration",
                variable + " is not an HTTP URL; expected one such as http://127.0.0.1:9324");
    }

    private static boolean isLoopback(URI endpoint) {
        var host = endpoint.getHost();
        // Only names that need no look-up: asking a name server whether a host is this one would tell it.
        if (!host.equals("localhost") && !host.startsWith("[") && !host.chars().allMatch(c -> c == '.' || Character.isDigit(c))) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
