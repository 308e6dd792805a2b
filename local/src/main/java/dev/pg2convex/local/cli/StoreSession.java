package dev.pg2convex.local.cli;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.pg2convex.aws.DeadLetters;
import dev.pg2convex.aws.Metrics;
import dev.pg2convex.aws.Redelivery;
import dev.pg2convex.aws.Services;
import dev.pg2convex.coordinator.CoordinatorHandler;
import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Ports;
import dev.pg2convex.core.Tuning;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.MessageSender;
import dev.pg2convex.core.message.QueueName;
import dev.pg2convex.core.message.TickSwitch;
import dev.pg2convex.core.protocol.RunContexts;
import dev.pg2convex.core.run.Driver;
import dev.pg2convex.core.run.Refusals;
import dev.pg2convex.local.control.RunControl;
import dev.pg2convex.local.engine.CoordinatorCall;
import dev.pg2convex.local.engine.Queues;
import dev.pg2convex.local.queue.LocalContext;
import dev.pg2convex.postgres.store.StoreMigrations;
import dev.pg2convex.postgres.store.StoreVersion;
import dev.pg2convex.runtime.Assembly;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The migration store alone, for commands that look at a run or steer one that another process drives. */
final class StoreSession implements RunControl {
    private static final int CONNECTIONS = 2;

    /** For commands that only look. */
    static final MessageSender NO_MESSAGES = (_, _, _) -> {
        throw new IllegalStateException("a command that only looks sends no messages");
    };
    private static final Redelivery NO_REDELIVERY = new Redelivery() {
        @Override
        public void again(QueueName queue, SQSMessage message, Duration delay) {
            throw new IllegalStateException("a command that only looks receives no messages");
        }

        @Override
        public void backoff(QueueName queue, SQSMessage message) {
            throw new IllegalStateException("a command that only looks receives no messages");
        }
    };

    private final Assembly assembly;
    private final Map<String, String> variables;
    private final CoordinatorCall coordinator;

    private StoreSession(Assembly assembly, Map<String, String> variables) {
        this.assembly = assembly;
        this.variables = variables;
        this.coordinator = new CoordinatorCall(new CoordinatorHandler(assembly.ports(), new RunContexts(assembly.ports()), NO_REDELIVERY,
                Driver.following("look-" + UUID.randomUUID()), TickSwitch.NONE, Metrics.NONE), LocalContext.LONGEST_TIMEOUT);
    }

    static StoreSession open(Environment environment) {
        var variables = environment.variables();
        var assembly = Assembly.open(Services.read(variables), NO_MESSAGES, Tuning.DEFAULT, CONNECTIONS);
        try {
            StoreVersion.check(assembly.store());
            return new StoreSession(assembly, variables);
        } catch (CategorizedException e) {
            assembly.close();
            throw new InputException(e);
        } catch (RuntimeException e) {
            assembly.close();
            throw e;
        }
    }

    /**
     * Whether the store's database answers.
     *
     * @throws CategorizedException when it does not
     */
    static boolean reach(Assembly assembly) {
        try (var connection = assembly.store().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            throw new InputException("the migration store cannot be reached: SQLSTATE " + e.getSQLState());
        }
    }

    /** Whether the store has a schema at all. */
    static boolean exists(Environment environment) {
        try (var assembly = Assembly.open(Services.read(environment.variables()), NO_MESSAGES, Tuning.DEFAULT, CONNECTIONS)) {
            return StoreVersion.exists(assembly.store());
        } catch (CategorizedException e) {
            throw new InputException(e);
        }
    }

    /** Drops the schema where no mapping has anything in it; whether it is gone. */
    boolean dropIfEmpty() {
        return StoreMigrations.dropIfEmpty(assembly.store());
    }

    Ports ports() {
        return assembly.ports();
    }

    @Override
    public Reply execute(Command command) {
        return coordinator.execute(command);
    }

    /** Of the queues that the environment names, if it does. */
    @Override
    public Map<QueueName, Integer> deadLetters() {
        if (!variables.containsKey("AWS_ENDPOINT_URL_SQS")) {
            return Map.of();
        }
        try (var queues = Queues.given(variables)) {
            return new DeadLetters(queues.client(), queues.urls()).counts();
        }
    }

    static InputException neverRun(String mapping) {
        return new InputException(Refusals.neverRun(mapping));
    }

    @Override
    public void close() {
        assembly.close();
    }
}
