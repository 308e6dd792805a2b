package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.aws.CommandRequest.Origin;
import dev.pg2convex.core.message.Command;
import dev.pg2convex.core.message.Message;
import dev.pg2convex.core.message.Query;
import dev.pg2convex.core.message.Query.Sought;
import dev.pg2convex.core.run.Removal;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.store.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandCodecTest {
    private static final UUID RUN = UUID.fromString("6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b");
    private static final Map<String, Command> FILES = Map.ofEntries(
            Map.entry("coordinator-start.json", start(Scope.EVERYTHING, RunOptions.DEFAULT)),
            Map.entry("coordinator-resync.json",
                    start(new Scope(List.of("threads", "messages")), new RunOptions(true, true, false, false))),
            Map.entry("coordinator-resync-keys.json",
                    start(Scope.of("threads", Scope.Part.ofKeys(List.of("31", "41"))), RunOptions.DEFAULT)),
            Map.entry("coordinator-redrive.json",
                    start(redrive(List.of("threads"), List.of("orphan"), List.of("31", "41")), RunOptions.DEFAULT)),
            Map.entry("coordinator-verify.json", new Command.Start("chat", Run.Kind.VERIFY, Scope.EVERYTHING, RunOptions.DEFAULT)),
            Map.entry("coordinator-status.json", new Query.Status("chat")),
            Map.entry("coordinator-report.json", new Query.Report("chat", Optional.empty())),
            Map.entry("coordinator-rejects.json", new Query.Rejects("chat", List.of("threads"), List.of("orphan"), Optional.empty())),
            Map.entry("coordinator-ids.json",
                    new Query.Ids("chat", List.of("users"), new Sought.Every(Optional.of(new Place("users", "5000"))))),
            Map.entry("coordinator-ids-row.json", new Query.Ids("chat", List.of("users"), new Sought.Row("42"))),
            Map.entry("coordinator-pause.json", new Command.Pause("chat")),
            Map.entry("coordinator-resume.json", new Command.Resume("chat")),
            Map.entry("coordinator-cancel.json", new Command.Cancel("chat")),
            Map.entry("coordinator-register.json",
                    new Command.Register("chat", "name: chat\ntables:\n  users:\n    fields:\n      email: email\n")),
            Map.entry("coordinator-eventbridge.json", start(Scope.EVERYTHING, RunOptions.DEFAULT)),
            Map.entry("coordinator-eventbridge-redrive.json",
                    start(redrive(List.of(), List.of(), List.of()), new RunOptions(false, false, false, false))),
            Map.entry("coordinator-schedule.json", start(Scope.EVERYTHING, RunOptions.DEFAULT)));

    static Stream<String> commandFiles() {
        return EventFiles.names().stream().filter(name -> name.startsWith("coordinator-") && !name.endsWith("-sqs.json"));
    }

    static Stream<Command> commands() {
        return Stream.concat(FILES.values().stream(), Stream.of(start(new Scope(List.of("users")), new RunOptions(false, true, true, true)),
                start(redrive(List.of(), List.of("orphan"), List.of("7")), RunOptions.DEFAULT), new Query.Status("chat", Optional.of(RUN)),
                new Query.Report("chat", Optional.of(RUN)),
                new Query.Rejects("chat", List.of(), List.of(), Optional.of(new Place("users", ""))),
                new Query.Ids("chat", List.of(), new Sought.Document("k57")), new Query.Ids("chat", List.of("users"), new Sought.Row(" ")),
                new Query.Ids("chat", List.of(), new Sought.Every(Optional.empty())),
                start(Scope.of("users", Scope.Part.ofRowsWhere("id > 7")), RunOptions.DEFAULT),
                start(Scope.EVERYTHING, new RunOptions(true, false, false, false, Optional.of(Removal.KEEP))),
                new Command.Start("chat", Run.Kind.RESET, Scope.EVERYTHING, RunOptions.ofReset(Removal.DELETE))));
    }

    @ParameterizedTest
    @MethodSource("commandFiles")
    void decode_eventFile_givesItsCommand(String name) {
        var invocation = assertInstanceOf(Invocation.Requested.class, InvocationCodec.decode(EventFiles.read(name)));
        assertEquals(FILES.get(name), invocation.request().command());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void decode_encoded_givesTheSame(Command command) {
        assertEquals(new CommandRequest(command, Origin.DIRECT, Optional.empty()), CommandCodec.decodeDirect(CommandCodec.encode(command)));
    }

    @Test
    void decode_eventAndSchedule_keepTheirIdentifier() {
        assertEquals(Optional.of("17793124-05d4-b198-2fde-7ededc63b103"),
                CommandCodec.decodeDirect(EventFiles.read("coordinator-eventbridge.json")).requestId());
        assertEquals(Origin.EVENT, CommandCodec.decodeDirect(EventFiles.read("coordinator-eventbridge.json")).origin());
        assertEquals(Optional.of("2026-01-01T00:00:00Z"),
                CommandCodec.decodeDirect(EventFiles.read("coordinator-schedule.json")).requestId());
    }

    @Test
    void decode_controlQueue_tellsMessagesFromCommands() {
        var run = UUID.fromString("6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b");
        var batch = assertInstanceOf(Invocation.Batch.class, InvocationCodec.decode(EventFiles.read("coordinator-control-sqs.json")));
        var inputs = batch.event().getRecords().stream().map(each -> InvocationCodec.decodeControl(each.getBody())).toList();
        assertEquals(
                List.of(new ControlInput.Internal(new Message.Advance(run, 2)), new ControlInput.Internal(new Message.PlanStage(run, 3)),
                        new ControlInput.Internal(Message.Tick.of(run)), new ControlInput.Requested(
                                new CommandRequest(start(Scope.EVERYTHING, RunOptions.DEFAULT), Origin.QUEUE, Optional.empty()))),
                inputs);
        var first = batch.event().getRecords().getFirst();
        assertEquals("059f36b4-87a3-44ab-83d2-661975847801", first.getMessageId());
        assertEquals("1", first.getAttributes().get("ApproximateReceiveCount"));
        assertEquals("arn:aws:sqs:eu-central-1:123456789012:control", first.getEventSourceArn());
    }

    @Test
    void decode_tooManyKeys_saysHowManyAreTaken() {
        var keys = IntStream.rangeClosed(0, Scope.Part.MOST_KEYS).mapToObj(key -> "\"" + key + "\"").collect(Collectors.joining(","));
        var error = assertThrows(MalformedMessageException.class, () -> InvocationCodec
                .decode("{\"version\":1,\"command\":\"resync\",\"mapping\":\"m\",\"scope\":{\"tables\":[\"a\"],\"keys\":[" + keys + "]}}"));
        assertEquals("$.scope.keys: expected at most 10000; more rows are taken by `where`, or by the whole table", error.getMessage());
    }

    @Test
    void decodeControl_register_isRefused() {
        var error = assertThrows(MalformedMessageException.class,
                () -> InvocationCodec.decodeControl(EventFiles.read("coordinator-register.json")));
        assertEquals(
                "$.command: a mapping is registered by the command line or a direct invocation only; events and messages name a registered one",
                error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"command":"start","mapping":"chat"}                                           | $.version: is missing; expected an integer
            {"version":1,"mapping":"chat"}                                                 | $.command: is missing; expected a string
            {"version":1,"command":"strat","mapping":"chat"}                               | $.command: expected start, resync, verify, reset, resume, pause, cancel, status, report, rejects, ids or register
            {"version":1,"command":"start"}                                                | $.mapping: is missing; expected a string
            {"version":1,"command":"start","mapping":" "}                                  | $.mapping: expected a string that is not empty
            {"version":1,"command":"start","mapping":"chat","optoins":{}}                  | $: has an unknown field; did you mean options?
            {"version":1,"command":"pause","mapping":"chat","scope":{}}                    | $: has an unknown field; expected only version, command, mapping, requestId
            {"version":1,"command":"start","mapping":"chat","options":[]}                  | $.options: expected an object
            {"version":1,"command":"start","mapping":"chat","options":{"verify":"yes"}}    | $.options.verify: expected true or false
            {"version":1,"command":"start","mapping":"chat","options":{"allowDelete":true}} | $.options: has an unknown field; did you mean allowDeletes?
            {"version":1,"command":"start","mapping":"chat","options":{"removed":"kept"}}  | $.options.removed: expected keep or delete
            {"detail-type":"pg2convex.migration.requested","detail":{"version":1,"command":"reset","mapping":"m"}} | $.detail.command: a mapping is reset by the command line or a direct invocation only
            {"version":1,"command":"start","mapping":"chat","scope":{"tables":"users"}}    | $.scope.tables: expected an array of strings
            {"version":1,"command":"start","mapping":"chat","scope":{"tables":["a",7]}}    | $.scope.tables[1]: expected a string that is not empty
            {"version":1,"command":"resync","mapping":"chat","scope":{"keys":["1"]}}       | $.scope.keys: goes with exactly one table in `tables`
            {"version":1,"command":"resync","mapping":"chat","scope":{"tables":["a","b"],"where":"x"}} | $.scope.where: goes with exactly one table in `tables`
            {"version":1,"command":"resync","mapping":"chat","scope":{"tables":["a"],"where":"x","keys":["1"]}} | $.scope.where: expected only one of `keys`, `where` and `redrive`
            {"version":1,"command":"resync","mapping":"chat","scope":{"tables":["a"],"keys":["1"],"redrive":{}}} | $.scope.keys: expected only one of `keys`, `where` and `redrive`
            {"detail-type":"pg2convex.migration.requested","detail":{"version":1,"command":"resync","mapping":"m","scope":{"tables":["a"],"where":"x"}}} | $.detail.scope.where: SQL is taken from the command line or a direct invocation only; name the rows by `keys`
            {"version":1,"command":"status","mapping":"chat","run":"7"}                    | $.run: expected a UUID
            {"version":1,"command":"rejects","mapping":"chat","after":{"table":"users"}}   | $.after.key: is missing; expected a string
            {"version":1,"command":"ids","mapping":"chat","key":"1"}                       | $.key: goes with exactly one table in `tables`
            {"version":1,"command":"ids","mapping":"chat","tables":["a"],"key":"1","document":"k"} | $.key: expected only one of `key`, `document` and `after`
            {"version":1,"command":"ids","mapping":"chat","document":"k","after":{"table":"a","key":"1"}} | $.document: expected only one of `key`, `document` and `after`
            {"detail-type":"pg2convex.migration.requested","detail":{"version":1,"command":"ids","mapping":"m"}} | $.detail.command: is answered to a direct invocation only; nobody would read the answer
            {"version":1,"command":"register","mapping":"chat"}                            | $.text: is missing; expected a string
            {"detail-type":"Scheduled Event","detail":{}}                                  | $.detail-type: expected pg2convex.migration.requested; a schedule needs an input that names a command and a mapping
            {"detail-type":"pg2convex.migration.requested"}                                | $.detail: is missing; expected a command
            {"detail-type":"pg2convex.migration.requested","detail":{"version":1,"command":"register","mapping":"m","text":"t"}} | $.detail.command: a mapping is registered by the command line or a direct invocation only; events and messages name a registered one
            {"Records":{}}                                                                 | $.Records: expected the array of an SQS event
            {"Records":[{"receiptHandle":"r"}]}                                            | $.Records[0].messageId: is missing; expected a string
            """)
    void decode_malformed_namesTheJsonPath(String json, String message) {
        assertEquals(message, assertThrows(MalformedMessageException.class, () -> InvocationCodec.decode(json)).getMessage());
    }

    private static Scope redrive(List<String> tables, List<String> reasons, List<String> keys) {
        return Scope.of(tables, new Scope.Redrive(reasons, keys));
    }

    private static Command.Start start(Scope scope, RunOptions options) {
        return new Command.Start("chat", Run.Kind.MIGRATE, scope, options);
    }
}
