package dev.pg2convex.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.sqs.model.Message;

/** The chat case from an event to a verified deployment: EventBridge, the three queues, the secret, the tick's rule and the metrics as they are on AWS. */
@Timeout(300)
class MigrationIT {
    @RegisterExtension
    static final LocalStack AWS = new LocalStack();

    private static final Set<Run.State> OVER = Set.of(Run.State.DONE, Run.State.INCOMPLETE, Run.State.CANCELLED, Run.State.PAUSED);

    @Test
    void event_deliveredTwice_startsOneRunThatMovesEverything() throws Exception {
        try (var stack = Stack.create(AWS, Map.of()); var chat = new Chat()) {
            stack.putSecret(chat.services());
            try (var functions = new Functions(stack)) {
                assertInstanceOf(Reply.Registered.class, functions.invoke(new Command.Register(Chat.MAPPING, Chat.mapping())));
                putEvent(stack);
                twice(stack);
                assertEquals(RuleState.DISABLED, tick(stack));
                functions.poll();

                var ticked = new TreeSet<RuleState>();
                var progress = awaitRun(functions, stack, ticked);

                assertEquals(Run.State.DONE, progress.run().state(), () -> progress.run().reason().orElse(""));
                assertEquals(0, progress.findings());
                assertEquals(chat.expected(), chat.actual());
                assertEquals(1, chat.count("SELECT count(*) FROM pg2convex.run"));
                assertEquals(Set.of(RuleState.ENABLED), ticked, "while the run is active");
                sendTick(stack);
                await(() -> tick(stack) == RuleState.DISABLED);
                // The invocation's metrics come at its end, after the rule was switched off.
                await(() -> Emf.sums(functions.metrics()).containsKey(metric(stack, "ActiveRuns")));
                assertMetrics(functions, stack, progress);
                assertEquals(0, deadLetters(stack));
            }
        }
    }

    private static void putEvent(Stack stack) {
        var put = stack.events()
                .putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                        .source("com.example.chat")
                        .detailType("pg2convex.migration.requested")
                        .detail("{\"version\":1,\"command\":\"start\",\"mapping\":\"chat\"}")
                        .build()));
        assertEquals(0, put.failedEntryCount());
    }

    /** What the rule has sent, as it is delivered when EventBridge is not sure that it was. */
    private static void twice(Stack stack) throws InterruptedException {
        var url = stack.output("ControlQueueUrl");
        List<Message> messages;
        do {
            messages = stack.sqs().receiveMessage(request -> request.queueUrl(url).waitTimeSeconds(5)).messages();
        } while (messages.isEmpty());
        var event = messages.getFirst();
        stack.sqs().sendMessage(request -> request.queueUrl(url).messageBody(event.body()));
        stack.sqs().changeMessageVisibility(request -> request.queueUrl(url).receiptHandle(event.receiptHandle()).visibilityTimeout(0));
    }

    private static RunProgress awaitRun(Functions functions, Stack stack, Set<RuleState> ticked) throws InterruptedException {
        await(() -> functions.invoke(new Query.Status(Chat.MAPPING)) instanceof Reply.Progress(var found)
                && found.tables().stream().anyMatch(table -> table.counts().rows() > 0));
        ticked.add(tick(stack));
        return functions.await(Chat.MAPPING, OVER, _ -> {});
    }

    private static RuleState tick(Stack stack) {
        return stack.events().describeRule(request -> request.name(stack.output("TickRule"))).state();
    }

    /** As the rule does each minute. */
    private static void sendTick(Stack stack) {
        var target = stack.events().listTargetsByRule(request -> request.rule(stack.output("TickRule"))).targets().getFirst();
        assertEquals(stack.output("ControlQueueArn"), target.arn());
        stack.sqs().sendMessage(request -> request.queueUrl(stack.output("ControlQueueUrl")).messageBody(target.input()));
    }

    private static void assertMetrics(Functions functions, Stack stack, RunProgress progress) {
        var sums = Emf.sums(functions.metrics());
        var counts = Functions.total(progress);
        long written = counts.inserted() + counts.adopted() + counts.updated() + counts.recreated() + counts.deleted();
        assertEquals((double) written, sums.get(metric(stack, "RowsWritten")));
        assertEquals(0, sums.get(metric(stack, "Findings")));
        assertEquals(0, sums.getOrDefault(metric(stack, "PagesFailed"), 0.0));
        assertEquals(0, sums.get(metric(stack, "ActiveRuns")), "the tick came when it was over");
    }

    private static String metric(Stack stack, String name) {
        return "pg2convex Stack=" + stack.name() + " " + name;
    }

    private static int deadLetters(Stack stack) {
        return List.of("PagesDeadLettersUrl", "VerifyDeadLettersUrl", "ControlDeadLettersUrl")
                .stream()
                .mapToInt(url -> stack.sqs().receiveMessage(request -> request.queueUrl(stack.output(url))).messages().size())
                .sum();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        while (!condition.holds()) {
            Thread.sleep(Duration.ofMillis(100));
        }
    }
}
