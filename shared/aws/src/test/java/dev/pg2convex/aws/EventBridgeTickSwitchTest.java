package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pg2convex.aws.HttpAnswers.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventBridgeTickSwitchTest {
    private static final String RULE = "{\"Name\":\"stack-Tick\"}";

    @Test
    void onAndOff_nameTheRule() {
        try (var server = new HttpAnswers(new Answer(200, "{}"))) {
            var ticks = EventBridgeTickSwitch.of(server.environment(), "stack-Tick");
            ticks.on();
            ticks.off();
            assertEquals(List.of(RULE, RULE), server.requests());
            assertEquals(List.of("AWSEvents.EnableRule", "AWSEvents.DisableRule"), server.targets());
        }
    }

    @Test
    void onAndOff_refused_failNobody() {
        try (var server = new HttpAnswers(HttpAnswers.error(400, "AccessDeniedException"))) {
            var ticks = EventBridgeTickSwitch.of(server.environment(), "stack-Tick");
            ticks.on();
            ticks.off();
            assertEquals(List.of("AWSEvents.EnableRule", "AWSEvents.DisableRule"), server.targets());
        }
    }
}
