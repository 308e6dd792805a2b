package dev.pg2convex.local.stack;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.QueueName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/**
 * What {@code template.yaml} says of itself when it is deployed.
 *
 * @param version the program's, that the template came with
 * @param deadLetters the URLs of the dead-letter queues
 */
record StackOutputs(StackArn place, String version, String coordinator, Map<QueueName, String> deadLetters) {
    private static final String DESCRIBE = "cloudformation:DescribeStacks";
    private static final Map<QueueName, String> DEAD_LETTERS = Map.of(QueueName.PAGES, "PagesDeadLettersUrl", QueueName.VERIFY,
            "VerifyDeadLettersUrl", QueueName.CONTROL, "ControlDeadLettersUrl");

    StackOutputs {
        requireNonNull(place);
        requireNonNull(version);
        requireNonNull(coordinator);
        deadLetters = Map.copyOf(deadLetters);
    }

    /**
     * Looks the stack up.
     *
     * @param region where it is looked for
     * @throws CategorizedException where it is not there, or is none of ours
     */
    static StackOutputs find(CloudFormationClient client, String name, String region) {
        var subject = "stack " + name + " in " + region;
        try {
            return client.describeStacks(request -> request.stackName(name))
                    .stacks()
                    .stream()
                    .findFirst()
                    .map(stack -> of(stack, subject))
                    .orElseThrow(() -> missing(subject, null));
        } catch (AwsServiceException e) {
            if (e.awsErrorDetails() != null && "ValidationError".equals(e.awsErrorDetails().errorCode())) {
                throw missing(subject, e);
            }
            throw failed(e, subject, name, region);
        } catch (SdkException e) {
            throw failed(e, subject, name, region);
        }
    }

    private static StackOutputs of(Stack stack, String subject) {
        var outputs = new Outputs(stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
                subject + " (" + stack.stackStatusAsString() + ")");
        // First what tells a stack of ours from others.
        var coordinator = outputs.value("CoordinatorFunction");
        var version = outputs.value("Version");
        var deadLetters = new EnumMap<QueueName, String>(QueueName.class);
        DEAD_LETTERS.forEach((queue, output) -> deadLetters.put(queue, outputs.value(output)));
        return new StackOutputs(StackArn.of(stack.stackId()), version, coordinator, deadLetters);
    }

    private static CategorizedException missing(String subject, Throwable cause) {
        return new CategorizedException(Failure.CONFIGURATION, "no_stack", "there is no " + subject
                + " of this AWS account; say which with --stack, --region and --profile (`aws cloudformation list-stacks` lists them)",
                cause);
    }

    private static CategorizedException failed(SdkException error, String subject, String name, String region) {
        return StackFailures.categorize(error, subject, DESCRIBE, new StackArn("aws", region, "*").stack(name));
    }

    private record Outputs(Map<String, String> values, String subject) {
        String value(String name) {
            return Optional.ofNullable(values.get(name))
                    .orElseThrow(() -> new CategorizedException(Failure.CONFIGURATION, "foreign_stack", subject + " has no output " + name
                            + ": it is not deployed from pg2convex's template.yaml, or not from this version of it, or not yet"));
        }
    }
}
