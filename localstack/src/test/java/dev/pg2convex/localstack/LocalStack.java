package dev.pg2convex.localstack;

import dev.pg2convex.aws.AwsClients;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** One LocalStack in a container for all tests of this JVM. Where there is no Docker, or none that has the images, the tests are skipped. */
final class LocalStack implements ExecutionCondition, BeforeAllCallback {
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");
    private static final String REGION = "us-east-1";
    private static final int PORT = 4566;
    private static final Duration STARTUP = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private GenericContainer<?> container;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return shared(context).getOrComputeIfAbsent(ConditionEvaluationResult.class, _ -> look(), ConditionEvaluationResult.class);
    }

    private static ConditionEvaluationResult look() {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return missing("there is no Docker on this machine");
            }
            new RemoteDockerImage(IMAGE).get();
            return ConditionEvaluationResult.enabled("Docker is there, and has " + IMAGE);
        } catch (ContainerFetchException e) {
            return missing("Docker cannot fetch an image: " + e.getMessage());
        }
    }

    private static ConditionEvaluationResult missing(String why) {
        return ConditionEvaluationResult.disabled("NOT CHECKED: the stack in LocalStack, since " + why);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        container = shared(context).getOrComputeIfAbsent(GenericContainer.class, _ -> start(), GenericContainer.class);
    }

    private static Store shared(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(LocalStack.class));
    }

    /** Not Testcontainers' own class for it: that one lends the container this machine's Docker, which nothing here needs. */
    private static GenericContainer<?> start() {
        var started = new GenericContainer<>(IMAGE).withExposedPorts(PORT)
                .waitingFor(Wait.forLogMessage(".*Ready\\.\\n", 1).withStartupTimeout(STARTUP));
        started.start();
        return started;
    }

    /** What leads a function's AWS clients here. */
    Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + container.getMappedPort(PORT), "AWS_REGION", REGION);
    }

    <C, B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>> C client(B builder) {
        return AwsClients.configured(builder, environment(), "AWS_ENDPOINT_URL")
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                // What was made by a call whose answer is late would be there already at the next.
                .overrideConfiguration(calls -> calls.retryStrategy(strategy -> strategy.maxAttempts(1)))
                .build();
    }
}
