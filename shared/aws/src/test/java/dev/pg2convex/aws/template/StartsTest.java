package dev.pg2convex.aws.template;

import static dev.pg2convex.aws.template.TemplateFile.map;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.aws.CommandCodec;
import dev.pg2convex.aws.ControlInput;
import dev.pg2convex.aws.InvocationCodec;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What starts a run by itself, and what revives it: the coordinator understands what the template sends. */
final class StartsTest {
    private final Template template = Template.with(Template.ALL_ON);

    @Test
    void event_isTheOneThatTheCoordinatorTakes() {
        var pattern = map(rule("RequestRule").get("EventPattern"));
        assertEquals(List.of(CommandCodec.DETAIL_TYPE), pattern.get("detail-type"));
        assertEquals(List.of("${AWS::AccountId}"), pattern.get("account"));
        assertEquals("${ControlQueue.Arn}", target("RequestRule").get("Arn"));
        assertEquals(Map.of("Arn", "${ControlDeadLetters.Arn}"), target("RequestRule").get("DeadLetterConfig"));
    }

    @Test
    void tick_isOffAndUnderstood() {
        assertEquals("DISABLED", rule("TickRule").get("State"));
        assertEquals("rate(1 minute)", rule("TickRule").get("ScheduleExpression"));
        assertEquals("${ControlQueue.Arn}", target("TickRule").get("Arn"));
        var input = InvocationCodec.decodeControl((String) target("TickRule").get("Input"));
        assertInstanceOf(Message.Tick.class, assertInstanceOf(ControlInput.Internal.class, input).message());
    }

    @Test
    void schedule_isOffUnlessAsked() {
        assertTrue(Template.with(Map.of()).resources("AWS::Scheduler::Schedule").isEmpty());
    }

    @Test
    void schedule_isUnderstood_andTheSameTimeIsTheSameRequest() {
        var target = map(requireNonNull(template.resources("AWS::Scheduler::Schedule").get("ResyncTimer")).get("Target"));
        assertEquals("${ControlQueue.Arn}", target.get("Arn"));
        var input = InvocationCodec.decodeControl((String) target.get("Input"));
        var request = assertInstanceOf(ControlInput.Requested.class, input).request();
        assertEquals("chat", assertInstanceOf(Command.Start.class, request.command()).mapping());
        assertEquals(Optional.of("schedule <aws.scheduler.scheduled-time>"), request.requestId());
    }

    private Map<String, Object> rule(String name) {
        return requireNonNull(template.resources("AWS::Events::Rule").get(name));
    }

    private Map<String, Object> target(String rule) {
        var targets = (List<?>) rule(rule).get("Targets");
        assertEquals(1, targets.size());
        return map(targets.getFirst());
    }
}
