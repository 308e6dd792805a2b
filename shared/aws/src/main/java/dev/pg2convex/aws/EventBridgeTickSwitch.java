package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.message.TickSwitch;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** A rule of the default event bus that sends the tick each minute while it is enabled. */
public final class EventBridgeTickSwitch implements TickSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(EventBridgeTickSwitch.class);

    /** Far less than a function has: in a network without a way to EventBridge each call takes as long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventBridgeClient client;
    private final String rule;

    private EventBridgeTickSwitch(EventBridgeClient client, String rule) {
        this.client = requireNonNull(client);
        this.rule = requireNonNull(rule);
    }

    /** @param environment what {@link AwsClients#eventBridge} reads */
    public static TickSwitch of(Map<String, String> environment, String rule) {
        return new EventBridgeTickSwitch(AwsClients.eventBridge(environment), rule);
    }

    @Override
    public void on() {
        try {
            client.enableRule(request -> request.name(rule).overrideConfiguration(call -> call.apiCallTimeout(PATIENCE)));
        } catch (SdkException e) {
            LOG.error(
                    "the tick is not switched on, and what is lost on the way is not sent again without it: {}; each message of the run tries"
                            + " again, or switch it on with: aws events enable-rule --name {}",
                    why(e), rule);
        }
    }

    @Override
    public void off() {
        try {
            client.disableRule(request -> request.name(rule).overrideConfiguration(call -> call.apiCallTimeout(PATIENCE)));
        } catch (SdkException e) {
            LOG.warn("the tick is not switched off though no run is active: {}; the next one tries again, or switch it off with:"
                    + " aws events disable-rule --name {}", why(e), rule);
        }
    }

    private String why(SdkException e) {
        return SqsFailures.categorize(e, "rule " + rule).getMessage();
    }
}
