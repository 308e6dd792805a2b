package dev.pg2convex.aws;

import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The coordinator's answers as JSON: {@code {"version":1,"reply":"accepted","runId":"…","state":"active"}}. */
public final class ReplyCodec {
    /** Records as they are, with names in lower case; a field that a newer coordinator adds is no error. */
    private static final JsonMapper RECORDS = JsonMapper.builder()
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(tools.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReplyCodec() {}

    public static String encode(Reply reply) {
        var json = Json.MAPPER.createObjectNode().put("version", Message.VERSION);
        switch (reply) {
            case Reply.Registered registered ->
                json.put("reply", "registered").put("mapping", registered.mapping()).put("hash", registered.hash());
            case Reply.Accepted accepted -> json.put("reply", "accepted")
                    .put("runId", accepted.runId().toString())
                    .put("state", accepted.state().name().toLowerCase(Locale.ROOT));
            case Reply.Refused refused -> json.put("reply", "refused").put("code", refused.code()).put("message", refused.message());
            case Reply.Progress progress -> json.put("reply", "progress").set("progress", encode(progress.progress()));
        }
        return json.toString();
    }

    /** @throws MalformedMessageException with the JSON path of what is wrong */
    public static Reply decode(String json) {
        var node = Json.parse(json);
        var fields = Fields.of(node, "$");
        fields.number("version", Message.VERSION, Message.VERSION);
        return switch (fields.text("reply")) {
            case "registered" -> new Reply.Registered(fields.text("mapping"), fields.text("hash"));
            case "accepted" -> new Reply.Accepted(fields.uuid("runId"), state(fields));
            case "refused" -> new Reply.Refused(fields.text("code"), fields.text("message"));
            case "progress" -> new Reply.Progress(progress(node.path("progress")));
            default -> throw fields.problem("reply", "expected registered, accepted, refused or progress");
        };
    }

    private static JsonNode encode(RunProgress progress) {
        JsonNode json = RECORDS.valueToTree(progress);
        // The target's schema is large and of no use to those who ask.
        ((ObjectNode) json.path("run")).remove("schemaJson");
        return json;
    }

    private static RunProgress progress(JsonNode json) {
        try {
            return RECORDS.treeToValue(json, RunProgress.class);
        } catch (JacksonException e) {
            throw new MalformedMessageException("$.progress", "is not the progress of a run");
        }
    }

    private static Run.State state(Fields fields) {
        var name = fields.text("state");
        return Arrays.stream(Run.State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> fields.problem("state",
                        "expected one of " + Arrays.stream(Run.State.values())
                                .map(state -> state.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
