package dev.pg2convex.aws.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutputsTest {
    /** What the command line finds a stack's parts by: a name that changes is a command line that no longer works. */
    @Test
    void outputs_leadToEveryPart() {
        var outputs = Template.with(Map.of()).outputs();
        assertEquals(
                "https://${AWS::Region}.console.aws.amazon.com/cloudwatch/home?region=${AWS::Region}#dashboards/dashboard/${AWS::StackName}",
                outputs.remove("Dashboard"));
        assertEquals("0.1.0", outputs.remove("Version"));
        assertEquals(Map.ofEntries(Map.entry("CoordinatorFunction", "${CoordinatorFunction}"),
                Map.entry("WorkerFunction", "${WorkerFunction}"), Map.entry("VerifierFunction", "${VerifierFunction}"),
                Map.entry("PagesQueueUrl", "${PagesQueue}"), Map.entry("VerifyQueueUrl", "${VerifyQueue}"),
                Map.entry("ControlQueueUrl", "${ControlQueue}"), Map.entry("ControlQueueArn", "${ControlQueue.Arn}"),
                Map.entry("PagesDeadLettersUrl", "${PagesDeadLetters}"), Map.entry("VerifyDeadLettersUrl", "${VerifyDeadLetters}"),
                Map.entry("ControlDeadLettersUrl", "${ControlDeadLetters}"), Map.entry("FailedInvocationsUrl", "${FailedInvocations}"),
                Map.entry("TickRule", "${TickRule}"), Map.entry("SecretArn", "${Secret}")), outputs);
    }
}
