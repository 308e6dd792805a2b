package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas of {@code events/schema} and the decoders: whatever one refuses the other refuses. */
final class EventContractTest {
    private static final EventSchema INVOCATION = EventSchema.of("invocation.json");
    private static final EventSchema CONTROL = EventSchema.of("control.json");
    private static final EventSchema MESSAGE = EventSchema.of("message.json");
    private static final EventSchema PAGE = EventSchema.of("message.json#/$defs/page");
    private static final EventSchema REPLY = EventSchema.of("reply.json");
    /** Of all texts together. */
    private static final int CHANGES = 8_000;
    private static final int ENOUGH = 50;

    static Stream<String> invocationFiles() {
        return CommandCodecTest.commandFiles();
    }

    static Stream<String> queueFiles() {
        return EventFiles.names().stream().filter(name -> name.endsWith("-sqs.json"));
    }

    static Stream<Command> commands() {
        return CommandCodecTest.commands();
    }

    static Stream<Message> messages() {
        return MessageCodecTest.messages();
    }

    static List<Reply> replies() {
        return ReplyCodecTest.replies();
    }

    @ParameterizedTest
    @MethodSource("invocationFiles")
    void file_ofAnInvocation_fits(String name) {
        assertEquals(List.of(), INVOCATION.problems(EventFiles.read(name)));
    }

    @ParameterizedTest
    @MethodSource("queueFiles")
    void file_ofAQueue_hasBodiesThatFit(String name) {
        for (var record : InvocationCodec.decodeEvent(EventFiles.read(name)).getRecords()) {
            assertEquals(List.of(), (name.startsWith("coordinator-") ? CONTROL : PAGE).problems(record.getBody()));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_encoded_fits(Command command) {
        assertEquals(List.of(), INVOCATION.problems(CommandCodec.encode(command)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void message_encoded_fits(Message message) {
        assertEquals(List.of(), MESSAGE.problems(MessageCodec.encode(message)));
        assertEquals(List.of(), CONTROL.problems(MessageCodec.encode(message)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void reply_encoded_fits(Reply reply) {
        assertEquals(List.of(), REPLY.problems(ReplyCodec.encode(reply)));
    }

    @Test
    void invocation_changedAtRandom_isTakenByBothOrNone() {
        agree(INVOCATION, InvocationCodec::decode, invocationTexts(), 20261127);
    }

    @Test
    void controlBody_changedAtRandom_isTakenByBothOrNone() {
        agree(CONTROL, InvocationCodec::decodeControl, Stream.concat(invocationTexts().stream(), messageTexts().stream()).toList(), 7);
    }

    @Test
    void message_changedAtRandom_isTakenByBothOrNone() {
        agree(MESSAGE, MessageCodec::decode, messageTexts(), 8);
    }

    @Test
    void keys_tooMany_areRefusedByBoth() {
        var keys = Json.MAPPER.createArrayNode();
        for (int key = 0; key <= 10_000; key++) {
            keys.add(Integer.toString(key));
        }
        var command = Json.MAPPER.createObjectNode().put("version", 1).put("command", "resync").put("mapping", "m");
        command.putObject("scope").set("keys", keys);
        ((tools.jackson.databind.node.ObjectNode) command.get("scope")).putArray("tables").add("a");
        assertTrue(!INVOCATION.problems(command).isEmpty() && !isTaken(InvocationCodec::decode, command.toString()));
        keys.remove(0);
        assertTrue(INVOCATION.problems(command).isEmpty() && isTaken(InvocationCodec::decode, command.toString()));
    }

    private static List<String> invocationTexts() {
        return Stream.concat(invocationFiles().map(EventFiles::read), commands().map(CommandCodec::encode)).toList();
    }

    private static List<String> messageTexts() {
        return messages().map(MessageCodec::encode).toList();
    }

    private static void agree(EventSchema schema, Consumer<String> decoder, List<String> texts, long seed) {
        var mutations = new Mutations(seed);
        int taken = 0;
        int refused = 0;
        for (var text : texts) {
            for (int round = 0; round < CHANGES / texts.size(); round++) {
                var changed = mutations.of(Json.parse(text));
                var problems = schema.problems(changed);
                boolean isTaken = isTaken(decoder, changed.toString());
                assertEquals(problems.isEmpty(), isTaken, () -> changed + " " + problems);
                taken += isTaken ? 1 : 0;
                refused += isTaken ? 0 : 1;
            }
        }
        assertTrue(taken > ENOUGH && refused > ENOUGH, taken + " taken, " + refused + " refused: too few of one kind to say anything");
    }

    private static boolean isTaken(Consumer<String> decoder, String json) {
        try {
            decoder.accept(json);
            return true;
        } catch (MalformedMessageException _) {
            return false;
        }
    }
}
