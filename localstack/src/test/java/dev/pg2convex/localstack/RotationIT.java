package dev.pg2convex.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The deploy key is replaced in Convex and in Secrets Manager while functions run that have read the old one. */
@Timeout(300)
class RotationIT {
    @RegisterExtension
    static final LocalStack AWS = new LocalStack();

    private static final Set<Run.State> STILL = Set.of(Run.State.DONE, Run.State.INCOMPLETE, Run.State.CANCELLED, Run.State.PAUSED);

    @Test
    void key_rotatedInMidRun_isReadAgain_andWhereTheSecretHasTheOldOneTheRunWaitsForTheOperator() throws Exception {
        try (var stack = Stack.create(AWS, Map.of());
                var chat = new Chat();
                var convex = new KeyedConvex(chat.convexUrl(), chat.convexKey(), "dev:local|one")) {
            putSecret(stack, chat, convex, "dev:local|one");
            try (var functions = new Functions(stack).poll()) {
                functions.invoke(new Command.Register(Chat.MAPPING, Chat.mapping()));
                assertInstanceOf(Reply.Accepted.class, functions.invoke(
                        new Command.Start(Chat.MAPPING, Run.Kind.MIGRATE, Scope.EVERYTHING, new RunOptions(true, false, false, false))));

                var rotated = new AtomicBoolean();
                functions.await(Chat.MAPPING, STILL, progress -> {
                    if (written(progress) && rotated.compareAndSet(false, true)) {
                        putSecret(stack, chat, convex, "dev:local|two");
                        convex.rotate("dev:local|two");
                    }
                });
                var first = functions.progress(Chat.MAPPING);
                assertTrue(rotated.get());
                assertEquals(Run.State.DONE, first.run().state(), () -> first.run().reason().orElse(""));
                assertTrue(convex.refused() > 0, "functions had the old key");
                assertEquals(chat.expected(), chat.actual());

                // The other way round: Convex has a new key that the secret does not know yet.
                convex.rotate("dev:local|three");
                chat.sql("UPDATE users SET credits = 1 WHERE id = (SELECT min(id) FROM users WHERE email IS NOT NULL)");
                var refused = assertInstanceOf(Reply.Refused.class, functions.invoke(start()));
                assertEquals("bad_key", refused.code());
                putSecret(stack, chat, convex, "dev:local|three");
                assertInstanceOf(Reply.Accepted.class, functions.invoke(start()));
                assertEquals(Run.State.DONE, functions.await(Chat.MAPPING, STILL, _ -> {}).run().state());
                assertEquals(chat.expected(), chat.actual());
            }
        }
    }

    private static Command.Start start() {
        return new Command.Start(Chat.MAPPING, Run.Kind.MIGRATE, Scope.EVERYTHING, new RunOptions(false, false, false, false));
    }

    private static boolean written(RunProgress progress) {
        return Functions.total(progress).inserted() > 0;
    }

    private static void putSecret(Stack stack, Chat chat, KeyedConvex convex, String key) {
        var values = new HashMap<>(chat.services());
        values.put("CONVEX_URL", convex.url());
        values.put("CONVEX_DEPLOY_KEY", key);
        stack.putSecret(values);
    }
}
