package dev.pg2convex.localstack;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.json.JsonMapper;

/** A stack of {@code template.yaml}, made by CloudFormation. */
final class Stack implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final LocalStack aws;
    private final String name;
    private final CloudFormationClient formation;
    private final Map<String, String> outputs;
    private final Map<String, String> resources;
    private final SqsClient sqs;
    private final EventBridgeClient events;
    private final SecretsManagerClient secrets;

    /** With as few functions at a time as the template allows: each is in this JVM. */
    static Stack create(LocalStack aws, Map<String, String> parameters) {
        var all = new HashMap<>(Map.of("WorkerConcurrency", "2", "VerifierConcurrency", "2"));
        all.putAll(parameters);
        return new Stack(aws, "pg2convex-" + MADE.incrementAndGet(), all);
    }

    private Stack(LocalStack aws, String name, Map<String, String> parameters) {
        this.aws = aws;
        this.name = name;
        this.formation = aws.client(CloudFormationClient.builder());
        formation.createStack(request -> request.stackName(name)
                .templateBody(StackTemplate.json())
                .capabilities(Capability.CAPABILITY_IAM)
                .parameters(parameters.entrySet()
                        .stream()
                        .map(each -> Parameter.builder().parameterKey(each.getKey()).parameterValue(each.getValue()).build())
                        .toList()));
        formation.waiter()
                .waitUntilStackCreateComplete(request -> request.stackName(name),
                        to -> to.maxAttempts(120).backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofSeconds(1))));
        this.outputs = formation.describeStacks(request -> request.stackName(name))
                .stacks()
                .getFirst()
                .outputs()
                .stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
        this.resources = formation.describeStackResources(request -> request.stackName(name))
                .stackResources()
                .stream()
                .collect(Collectors.toMap(StackResource::logicalResourceId, StackResource::physicalResourceId));
        this.sqs = aws.client(SqsClient.builder());
        this.events = aws.client(EventBridgeClient.builder());
        this.secrets = aws.client(SecretsManagerClient.builder());
    }

    String name() {
        return name;
    }

    String output(String key) {
        return requireNonNull(outputs.get(key), key);
    }

    /** A resource's own name or URL, by its name in the template. */
    String resource(String logical) {
        return requireNonNull(resources.get(logical), logical);
    }

    /** What the template gives a function, and the way to LocalStack. */
    Map<String, String> environment(String function) {
        var environment = new TreeMap<>(aws.environment());
        var prefix = StackTemplate.variable(function, "");
        outputs.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                environment.put(key.substring(prefix.length()).replace('0', '_'), value);
            }
        });
        return environment;
    }

    /** As the operator fills it in. */
    void putSecret(Map<String, String> values) {
        secrets.putSecretValue(
                request -> request.secretId(output("SecretArn")).secretString(JsonMapper.shared().writeValueAsString(values)));
    }

    SqsClient sqs() {
        return sqs;
    }

    /** Of a queue that one of the outputs is the URL of. */
    String attribute(String output, QueueAttributeName name) {
        return sqs.getQueueAttributes(request -> request.queueUrl(output(output)).attributeNames(name)).attributes().get(name);
    }

    EventBridgeClient events() {
        return events;
    }

    SecretsManagerClient secrets() {
        return secrets;
    }

    @Override
    public void close() {
        formation.deleteStack(request -> request.stackName(name));
        sqs.close();
        events.close();
        secrets.close();
        formation.close();
    }
}
