package dev.pg2convex.aws;

import dev.pg2convex.aws.CommandRequest.Origin;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Commands as JSON: {@code {"version":1,"command":"start","mapping":"chat"}}, alone (direct invocation, schedules) or as the {@code detail} of an
 * EventBridge event.
 */
public final class CommandCodec {
    /** The {@code detail-type} of events that are for us. */
    public static final String DETAIL_TYPE = "pg2convex.migration.requested";

    private static final String COMMANDS = "start, resync, verify, reset, resume, pause, cancel, status, report, rejects, ids or register";

    private CommandCodec() {}

    /** As a direct invocation takes it. */
    public static String encode(Command command) {
        return json(command).toString();
    }

    /** @param requestId the same one again starts nothing more */
    public static String encode(Command command, String requestId) {
        return json(command).put("requestId", requestId).toString();
    }

    private static ObjectNode json(Command command) {
        var json = Json.MAPPER.createObjectNode().put("version", Message.VERSION);
        switch (command) {
            case Command.Register register ->
                json.put("command", "register").put("mapping", register.mapping()).put("text", register.text());
            case Command.Start start -> encode(start, json);
            case Command.Resume resume -> json.put("command", "resume").put("mapping", resume.mapping());
            case Command.Pause pause -> json.put("command", "pause").put("mapping", pause.mapping());
            case Command.Cancel cancel -> json.put("command", "cancel").put("mapping", cancel.mapping());
            case Query query -> QueryCodec.encode(query, json);
        }
        return json;
    }

    /** @throws MalformedMessageException with the JSON path of what is wrong */
    public static CommandRequest decodeDirect(String json) {
        return decode(Json.parse(json), Origin.DIRECT);
    }

    static boolean isCommand(JsonNode json) {
        return json.has("command") || json.has("detail-type");
    }

    static CommandRequest decode(JsonNode json, Origin origin) {
        if (!json.has("detail-type")) {
            return command(Fields.of(json, "$"), origin, Optional.empty());
        }
        // The envelope is EventBridge's: its other fields may grow.
        var envelope = Fields.of(json, "$");
        if (!envelope.text("detail-type").equals(DETAIL_TYPE)) {
            throw envelope.problem("detail-type",
                    "expected " + DETAIL_TYPE + "; a schedule needs an input that names a command and a mapping");
        }
        var detail = envelope.object("detail").orElseThrow(() -> envelope.problem("detail", "is missing; expected a command"));
        return command(detail, Origin.EVENT, envelope.identifier("id"));
    }

    private static CommandRequest command(Fields fields, Origin origin, Optional<String> eventId) {
        fields.number("version", Message.VERSION, Message.VERSION);
        var name = fields.text("command");
        var mapping = fields.text("mapping");
        var requestId = fields.identifier("requestId").or(() -> eventId);
        Command command = switch (name) {
            case "start", "resync" -> start(fields, mapping, Run.Kind.MIGRATE, origin);
            case "verify" -> start(fields, mapping, Run.Kind.VERIFY, origin);
            case "reset" -> reset(fields, mapping, origin);
            case "resume" -> new Command.Resume(mapping);
            case "pause" -> new Command.Pause(mapping);
            case "cancel" -> new Command.Cancel(mapping);
            case "status", "report", "rejects", "ids" -> QueryCodec.decode(name, fields, mapping, origin);
            case "register" -> register(fields, mapping, origin);
            default -> throw fields.problem("command", "expected " + COMMANDS);
        };
        fields.end();
        return new CommandRequest(command, origin, requestId);
    }

    private static Command.Start start(Fields fields, String mapping, Run.Kind kind, Origin origin) {
        var scope = fields.object("scope").map(object -> ScopeCodec.decode(object, origin)).orElse(Scope.EVERYTHING);
        var options = fields.object("options").map(CommandCodec::options).orElse(RunOptions.DEFAULT);
        return new Command.Start(mapping, kind, scope, options);
    }

    private static RunOptions options(Fields fields) {
        var otherwise = RunOptions.DEFAULT;
        var options = new RunOptions(fields.flag("verify", otherwise.verify()), fields.flag("allowDeletes", otherwise.allowDeletes()),
                fields.flag("allowExisting", otherwise.allowExisting()), fields.flag("allowOtherSource", otherwise.allowOtherSource()),
                fields.optionalText("removed").map(word -> removal(fields, word)));
        fields.end();
        return options;
    }

    private static Removal removal(Fields fields, String word) {
        return Arrays.stream(Removal.values())
                .filter(removal -> word(removal).equals(word))
                .findFirst()
                .orElseThrow(() -> fields.problem("removed", "expected keep or delete"));
    }

    private static String word(Removal removal) {
        return removal.name().toLowerCase(Locale.ROOT);
    }

    /** Nothing that an event could bring about by mistake. */
    private static Command reset(Fields fields, String mapping, Origin origin) {
        if (origin != Origin.DIRECT) {
            throw fields.problem("command", "a mapping is reset by the command line or a direct invocation only");
        }
        return start(fields, mapping, Run.Kind.RESET, origin);
    }

    private static Command register(Fields fields, String mapping, Origin origin) {
        if (origin != Origin.DIRECT) {
            throw fields.problem("command",
                    "a mapping is registered by the command line or a direct invocation only; events and messages name a registered one");
        }
        return new Command.Register(mapping, fields.text("text"));
    }

    private static void encode(Command.Start start, ObjectNode json) {
        json.put("command", switch (start.kind()) {
            case MIGRATE -> "start";
            case VERIFY -> "verify";
            case RESET -> "reset";
        }).put("mapping", start.mapping());
        ScopeCodec.encode(start.scope(), json.putObject("scope"));
        var options = json.putObject("options")
                .put("verify", start.options().verify())
                .put("allowDeletes", start.options().allowDeletes())
                .put("allowExisting", start.options().allowExisting())
                .put("allowOtherSource", start.options().allowOtherSource());
        start.options().removed().ifPresent(removal -> options.put("removed", word(removal)));
    }
}
