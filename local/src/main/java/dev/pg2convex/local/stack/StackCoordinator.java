package dev.pg2convex.local.stack;

import dev.pg2convex.aws.CommandCodec;
import dev.pg2convex.aws.MalformedMessageException;
import dev.pg2convex.aws.ReplyCodec;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** A stack's coordinator, invoked directly. */
final class StackCoordinator {
    private static final String INVOKE = "lambda:InvokeFunction";

    private final LambdaClient client;
    private final StackOutputs outputs;
    private final Supplier<String> requestIds;

    StackCoordinator(LambdaClient client, StackOutputs outputs, Supplier<String> requestIds) {
        this.client = client;
        this.outputs = outputs;
        this.requestIds = requestIds;
    }

    /** With an identifier: an invocation whose answer was lost is made again, and must not start twice. */
    Reply execute(Command command) {
        var response = invoke(SdkBytes.fromUtf8String(CommandCodec.encode(command, requestIds.get())));
        if (response.functionError() != null) {
            // Its payload is a stack trace, and may repeat what is not for here.
            throw new CategorizedException(Failure.UNAVAILABLE, "function_error",
                    subject() + " failed (" + response.functionError()
                            + "); what was under way is not lost. Its log says why: aws logs tail /aws/lambda/" + name()
                            + " --since 10m --region " + outputs.place().region());
        }
        try {
            return ReplyCodec.decode(response.payload().asUtf8String());
        } catch (MalformedMessageException e) {
            throw new CategorizedException(Failure.CONFIGURATION, "foreign_answer",
                    subject() + " gives an answer that this version of pg2convex does not understand (" + e.getMessage()
                            + "); use the version that is deployed",
                    e);
        }
    }

    private InvokeResponse invoke(SdkBytes payload) {
        try {
            return client.invoke(request -> request.functionName(outputs.coordinator())
                    .invocationType(InvocationType.REQUEST_RESPONSE)
                    .payload(payload));
        } catch (ResourceNotFoundException e) {
            throw new CategorizedException(Failure.CONFIGURATION, "no_function",
                    subject() + " is not there, though the stack names it; deploy the stack again", e);
        } catch (SdkException e) {
            throw StackFailures.categorize(e, subject(), INVOKE, outputs.place().function(outputs.coordinator()));
        }
    }

    private String subject() {
        return "function " + name();
    }

    private String name() {
        return outputs.coordinator().substring(outputs.coordinator().lastIndexOf(':') + 1);
    }
}
