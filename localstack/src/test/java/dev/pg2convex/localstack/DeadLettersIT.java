package dev.pg2convex.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.local.queue.SqsEvents;
import dev.pg2convex.worker.WorkerHandler;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A page that fails at every attempt: to the dead-letter queue, and back by the operator. */
@Timeout(300)
class DeadLettersIT {
    @RegisterExtension
    static final LocalStack AWS = new LocalStack();

    private static final Set<Run.State> OVER = Set.of(Run.State.DONE, Run.State.INCOMPLETE, Run.State.CANCELLED, Run.State.PAUSED);

    @Test
    void page_usedUpItsReceives_isADeadLetter_andComesRightByRedrive() throws Exception {
        try (var stack = Stack.create(AWS, Map.of()); var chat = new Chat()) {
            stack.putSecret(chat.services());
            chat.sql("CREATE TYPE mood AS ENUM ('fine'); ALTER TABLE users ADD mood mood NOT NULL DEFAULT 'fine'");
            moodsText(chat, "RAISE EXCEPTION 'no text for it'");
            chat.sql("CREATE CAST (mood AS text) WITH FUNCTION text_of(mood)");
            try (var functions = new Functions(stack)) {
                functions
                        .invoke(new Command.Register(Chat.MAPPING, Chat.mapping().replaceFirst("(?m)^      name:.*$", "      name: mood")));
                functions.pollControl();
                var started = functions.invoke(start(Scope.EVERYTHING));
                assertInstanceOf(Reply.Accepted.class, started, started::toString);

                int attempts = 0;
                var events = new SqsEvents(stack.attribute("PagesQueueUrl", QueueAttributeName.QUEUE_ARN));
                var worker = new WorkerHandler(stack.environment("WorkerFunction"), _ -> {});
                for (var message = receive(stack); message.isPresent(); message = receive(stack)) {
                    attempts++;
                    var failures = worker.handleRequest(events.of(List.of(message.get())), functions.context()).getBatchItemFailures();
                    assertEquals(List.of(message.get().messageId()), failures.stream().map(each -> each.getItemIdentifier()).toList());
                    // Not to wait for what the worker's backoff has set.
                    comeBackAtOnce(stack, message.get());
                }

                assertEquals(Integer.parseInt(stack.environment("WorkerFunction").get("PG2CONVEX_MAX_RECEIVES")), attempts);
                assertEquals("1", waiting(stack, "PagesDeadLettersUrl"));
                assertEquals(Run.State.INCOMPLETE, functions.await(Chat.MAPPING, OVER, _ -> {}).run().state());

                moodsText(chat, "RETURN textin(enum_out($1))");
                moveBack(stack);
                assertEquals("0", waiting(stack, "PagesDeadLettersUrl"));
                functions.poll();
                assertInstanceOf(Reply.Accepted.class, functions.invoke(start(Scope.of(List.of(), Scope.Redrive.ALL))));

                var over = functions.await(Chat.MAPPING, OVER, _ -> {});
                assertEquals(Run.State.DONE, over.run().state(), () -> over.run().reason().orElse(""));
                assertEquals(0, over.findings());
                assertEquals("0", waiting(stack, "PagesDeadLettersUrl"));
                var actual = chat.actual();
                chat.expected().forEach((table, documents) -> assertEquals(documents.size(), actual.get(table).size(), table));
            }
        }
    }

    private static Command.Start start(Scope scope) {
        return new Command.Start(Chat.MAPPING, Run.Kind.MIGRATE, scope, new RunOptions(true, false, false, false));
    }

    private static void moodsText(Chat chat, String statement) throws SQLException {
        chat.sql("CREATE OR REPLACE FUNCTION text_of(mood) RETURNS text LANGUAGE plpgsql AS $$ BEGIN " + statement + "; END $$");
    }

    private static Optional<Message> receive(Stack stack) {
        return stack.sqs()
                .receiveMessage(request -> request.queueUrl(stack.output("PagesQueueUrl"))
                        .waitTimeSeconds(5)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .stream()
                .findFirst();
    }

    private static void comeBackAtOnce(Stack stack, Message message) {
        stack.sqs()
                .changeMessageVisibility(request -> request.queueUrl(stack.output("PagesQueueUrl"))
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));
    }

    /** As "Start DLQ redrive" in the console. */
    private static void moveBack(Stack stack) throws InterruptedException {
        var dead = stack.attribute("PagesDeadLettersUrl", QueueAttributeName.QUEUE_ARN);
        stack.sqs().startMessageMoveTask(request -> request.sourceArn(dead));
        while (!stack.sqs().listMessageMoveTasks(request -> request.sourceArn(dead)).results().getFirst().status().equals("COMPLETED")) {
            Thread.sleep(100);
        }
    }

    private static String waiting(Stack stack, String queue) {
        return stack.attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }
}
