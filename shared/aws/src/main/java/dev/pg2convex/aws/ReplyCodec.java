package dev.pg2convex.aws;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.RunReport;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.store.Rejects.Listed;
import dev.pg2convex.core.store.Rejects.Reject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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
            case Reply.Accepted accepted -> {
                json.put("reply", "accepted")
                        .put("runId", accepted.runId().toString())
                        .put("state", accepted.state().name().toLowerCase(Locale.ROOT));
                accepted.notice().ifPresent(notice -> json.put("notice", notice));
            }
            case Reply.Refused refused -> json.put("reply", "refused").put("code", refused.code()).put("message", refused.message());
            case Reply.Progress progress -> json.put("reply", "progress").set("progress", RECORDS.valueToTree(progress.progress()));
            case Reply.Report report -> json.put("reply", "report").set("report", RECORDS.valueToTree(report.report()));
            case Reply.Rejects rejects -> {
                json.put("reply", "rejects").set("rejects", RECORDS.valueToTree(rejects.rejects().stream().map(RejectLine::of).toList()));
                put(json, rejects.next());
            }
            case Reply.Ids ids -> {
                json.put("reply", "ids").put("setAside", ids.setAside()).set("ids", RECORDS.valueToTree(ids.ids()));
                put(json, ids.next());
            }
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
            case "accepted" -> new Reply.Accepted(fields.uuid("runId"), state(fields), fields.optionalText("notice"));
            case "refused" -> new Reply.Refused(fields.text("code"), fields.text("message"));
            case "progress" -> new Reply.Progress(record(node, "progress", RunProgress.class, "is not the progress of a run"));
            case "report" -> new Reply.Report(record(node, "report", RunReport.class, "is not the report of a run"));
            case "rejects" -> new Reply.Rejects(
                    Arrays.stream(record(node, "rejects", RejectLine[].class, "is not a list of rejects")).map(RejectLine::listed).toList(),
                    next(node));
            case "ids" -> new Reply.Ids(List.of(record(node, "ids", Reply.Document[].class, "is not a list of documents")), next(node),
                    fields.flag("setAside", false));
            default -> throw fields.problem("reply", "expected registered, accepted, refused, progress, report, rejects or ids");
        };
    }

    private static void put(ObjectNode json, Optional<Place> next) {
        next.ifPresent(place -> json.set("next", RECORDS.valueToTree(place)));
    }

    private static Optional<Place> next(JsonNode json) {
        return json.has("next") ? Optional.of(record(json, "next", Place.class, "is not a place in a list")) : Optional.empty();
    }

    private static <T> T record(JsonNode json, String name, Class<T> type, String problem) {
        try {
            var read = RECORDS.treeToValue(json.path(name), type);
            if (read != null) {
                return read;
            }
        } catch (JacksonException _) {
            // Said below, without the parser's words.
        }
        throw new MalformedMessageException("$." + name, problem);
    }

    /** A reject as it is listed, without depth. */
    private record RejectLine(String table, String key, String reason, Optional<String> field, UUID run) {
        private RejectLine {
            requireNonNull(table);
            requireNonNull(key);
            requireNonNull(reason);
            requireNonNull(field);
            requireNonNull(run);
        }

        static RejectLine of(Listed listed) {
            var reject = listed.reject();
            return new RejectLine(reject.table(), reject.key(), reject.reason(), reject.field(), listed.runId());
        }

        Listed listed() {
            return new Listed(new Reject(table, key, reason, field), run);
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
