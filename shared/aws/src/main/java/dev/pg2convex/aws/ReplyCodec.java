package dev.pg2convex.aws;

import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import java.util.UUID;

/** The coordinator's answers as JSON: {@code {"version":1,"reply":"accepted","runId":"…","state":"active"}}. */
public final class ReplyCodec {
    private ReplyCodec() {}

    public static String encode(Reply reply) {
        var json = Json.MAPPER.createObjectNode().put("version", Message.VERSION);
        switch (reply) {
            case Reply.Registered registered -> json.put("reply", "registered").put("mapping", registered.mapping()).put("hash", registered.hash());
            case Reply.Accepted accepted -> json.put("reply", "accepted").put("runId", accepted.runId().toString()).put("state", accepted.state().name());
            case Reply.Refused refused -> json.put("reply", "refused").put("code", refused.code()).put("message", refused.message());
            case Reply.Progress progress -> json.put("reply", "progress").set("progress", Json.MAPPER.valueToTree(progress.progress()));
        }
        return json.toString();
    }

    /** @throws MalformedMessageException with the JSON path of what is wrong */
    public static Reply decode(String text) {
        var json = Json.parse(text);
        var fields = Fields.of(json, "$");
        fields.number("version", Message.VERSION, Message.VERSION);
        return switch (fields.text("reply")) {
            case "registered" -> new Reply.Registered(fields.text("mapping"), fields.text("hash"));
            case "accepted" -> new Reply.Accepted(UUID.fromString(fields.text("runId")), Run.State.valueOf(fields.text("state")));
            case "refused" -> new Reply.Refused(fields.text("code"), fields.text("message"));
            case "progress" -> new Reply.Progress(Json.MAPPER.treeToValue(json.path("progress"), RunProgress.class));
            default -> throw fields.problem("reply", "expected registered, accepted, refused or progress");
        };
    }
}
