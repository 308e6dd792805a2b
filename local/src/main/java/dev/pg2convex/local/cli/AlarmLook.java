package dev.pg2convex.local.cli;

import dev.pg2convex.aws.DeadLetters;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.local.engine.Queues;
import dev.pg2convex.local.report.Alarms;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;

/** Looks for what asks for somebody's action. Queues that cannot be reached are said, and left out: the rest is still worth a look. */
final class AlarmLook {
    private final PrintWriter err;

    AlarmLook(PrintWriter err) {
        this.err = err;
    }

    /** With the queues that the environment names, if it does. */
    Alarms of(Ports ports, UUID runId, Environment environment) {
        var variables = environment.variables();
        if (!variables.containsKey("AWS_ENDPOINT_URL_SQS")) {
            return of(ports, runId, Map.of());
        }
        try (var queues = Queues.given(variables)) {
            return of(ports, runId, queues);
        } catch (CategorizedException e) {
            return of(ports, runId, notCounted(e));
        }
    }

    Alarms of(Ports ports, UUID runId, Queues queues) {
        Map<QueueName, Integer> counts;
        try {
            counts = new DeadLetters(queues.client(), queues.urls()).counts();
        } catch (CategorizedException e) {
            counts = notCounted(e);
        }
        return of(ports, runId, counts);
    }

    private Map<QueueName, Integer> notCounted(CategorizedException e) {
        err.println("Messages in dead-letter queues are not counted: " + e.getMessage());
        return Map.of();
    }

    private static Alarms of(Ports ports, UUID runId, Map<QueueName, Integer> deadLetters) {
        return new Alarms(ports.pages().failed(runId, Alarms.SHOWN), deadLetters);
    }
}
