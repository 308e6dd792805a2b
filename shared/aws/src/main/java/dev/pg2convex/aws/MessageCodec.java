package dev.pg2convex.aws;

import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.Message.Advance;
import dev.pg2convex.core.message.Message.PageMessage;
import dev.pg2convex.core.message.Message.PlanStage;
import dev.pg2convex.core.message.Message.Tick;
import tools.jackson.databind.JsonNode;

/** Messages as JSON: {@code {"version":1,"type":"page","runId":"…","pageId":12}}. */
public final class MessageCodec {
    private static final String PAGE = "page";
    private static final String ADVANCE = "advance";
    private static final String PLAN = "plan";
    private static final String TICK = "tick";

    private MessageCodec() {}

    public static String encode(Message message) {
        var json = Json.MAPPER.createObjectNode().put("version", Message.VERSION);
        switch (message) {
            case PageMessage page -> json.put("type", PAGE).put("runId", page.runId().toString()).put("pageId", page.pageId());
            case Advance advance -> json.put("type", ADVANCE).put("runId", advance.runId().toString()).put("ordinal", advance.ordinal());
            case PlanStage plan -> json.put("type", PLAN).put("runId", plan.runId().toString()).put("ordinal", plan.ordinal());
            case Tick tick -> {
                json.put("type", TICK);
                tick.run().ifPresent(runId -> json.put("runId", runId.toString()));
            }
        }
        return json.toString();
    }

    /** @throws MalformedMessageException for anything that {@link #encode} of this version does not make */
    public static Message decode(String body) {
        return decode(Json.parse(body));
    }

    static Message decode(JsonNode body) {
        var fields = Fields.of(body, "$");
        fields.number("version", Message.VERSION, Message.VERSION);
        var type = fields.text("type");
        Message message = switch (type) {
            case PAGE -> new PageMessage(fields.uuid("runId"), fields.number("pageId", 0, Long.MAX_VALUE));
            case ADVANCE -> new Advance(fields.uuid("runId"), (int) fields.number("ordinal", 0, Integer.MAX_VALUE));
            case PLAN -> new PlanStage(fields.uuid("runId"), (int) fields.number("ordinal", 0, Integer.MAX_VALUE));
            case TICK -> new Tick(fields.optionalUuid("runId"));
            default -> throw fields.problem("type", "expected one of " + String.join(", ", PAGE, ADVANCE, PLAN, TICK));
        };
        fields.end();
        return message;
    }
}
