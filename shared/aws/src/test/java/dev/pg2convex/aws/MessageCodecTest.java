package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.message.Message;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageCodecTest {
    private static final UUID RUN = UUID.fromString("6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b");

    static Stream<Message> messages() {
        return Stream.of(new Message.PageMessage(RUN, 0), new Message.PageMessage(RUN, Long.MAX_VALUE), new Message.Advance(RUN, 3),
                new Message.PlanStage(RUN, 7), Message.Tick.of(RUN), Message.Tick.ALL);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void decode_encoded_givesTheSame(Message message) {
        assertEquals(message, MessageCodec.decode(MessageCodec.encode(message)));
    }

    @Test
    void encode_page_hasTheDocumentedForm() {
        assertEquals("{\"version\":1,\"type\":\"page\",\"runId\":\"6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b\",\"pageId\":12}",
                MessageCodec.encode(new Message.PageMessage(RUN, 12)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                                        | $: is empty; expected a JSON object
            secret                                                                    | $: is not JSON (line 1, column 1)
            {"version":1,"type":"tick","runId":"RUN"} x                               | $: is not JSON (line 1, column 76)
            {"version":1,"version":1,"type":"tick","runId":"RUN"}                     | $: is not JSON (line 1, column 23)
            "secret"                                                                  | $: expected an object
            [1]                                                                       | $: expected an object
            {}                                                                        | $.version: is missing; expected an integer
            {"version":2,"type":"tick","runId":"RUN"}                                 | $.version: expected 1
            {"version":"1","type":"tick","runId":"RUN"}                               | $.version: expected 1
            {"version":1,"runId":"RUN"}                                               | $.type: is missing; expected a string
            {"version":1,"type":"secret","runId":"RUN"}                               | $.type: expected one of page, advance, plan, tick
            {"version":1,"type":7,"runId":"RUN"}                                      | $.type: expected a string that is not empty
            {"version":1,"type":"plan","ordinal":1}                                   | $.runId: is missing; expected a UUID
            {"version":1,"type":"tick","runId":"secret"}                              | $.runId: expected a UUID
            {"version":1,"type":"page","runId":"RUN"}                                 | $.pageId: is missing; expected an integer
            {"version":1,"type":"page","runId":"RUN","pageId":-1}                     | $.pageId: expected an integer of at least 0
            {"version":1,"type":"page","runId":"RUN","pageId":1.5}                    | $.pageId: expected an integer of at least 0
            {"version":1,"type":"page","runId":"RUN","pageId":99999999999999999999}   | $.pageId: expected an integer of at least 0
            {"version":1,"type":"advance","runId":"RUN","ordinal":9999999999}         | $.ordinal: expected an integer of at least 0
            {"version":1,"type":"tick","runId":"RUN","sql":"secret"}                  | $: has an unknown field; expected only version, type, runId
            {"version":1,"type":"page","runId":"RUN","pageId":1,"pageID":2}           | $: has an unknown field; did you mean pageId?
            """)
    void decode_malformed_saysWhereAndNeverWhat(String body, String message) {
        var error = assertThrows(MalformedMessageException.class, () -> MessageCodec.decode(body.replace("RUN", RUN.toString())));
        assertEquals(message, error.getMessage());
        assertNull(error.getCause());
    }

    @Test
    void decode_queueFixtures_giveTheirMessages() {
        assertEquals(List.of(new Message.PageMessage(RUN, 12)), decode("worker-sqs.json"));
        assertEquals(List.of(new Message.PageMessage(RUN, 34)), decode("verifier-sqs.json"));
        var bad = InvocationCodec.decodeEvent(EventFiles.read("worker-sqs-bad-record.json")).getRecords();
        assertEquals(new Message.PageMessage(RUN, 12), MessageCodec.decode(bad.getFirst().getBody()));
        assertThrows(MalformedMessageException.class, () -> MessageCodec.decode(bad.getLast().getBody()));
    }

    private static List<Message> decode(String file) {
        return InvocationCodec.decodeEvent(EventFiles.read(file))
                .getRecords()
                .stream()
                .map(each -> MessageCodec.decode(each.getBody()))
                .toList();
    }
}
