package dev.pg2convex.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pg2convex.core.message.Command.Reply;
import dev.pg2convex.core.run.Counts;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.run.RunOptions;
import dev.pg2convex.core.run.RunProgress;
import dev.pg2convex.core.run.RunReport;
import dev.pg2convex.core.run.Scope;
import dev.pg2convex.core.run.Stage;
import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import dev.pg2convex.core.store.Findings.NotCompared;
import dev.pg2convex.core.store.Findings.Omission;
import dev.pg2convex.core.store.Findings.Warning;
import dev.pg2convex.core.store.Pages.FailedPage;
import dev.pg2convex.core.store.Place;
import dev.pg2convex.core.store.Rejects.Listed;
import dev.pg2convex.core.store.Rejects.Reject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplyCodecTest {
    private static final UUID RUN = UUID.fromString("6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b");

    static List<Reply> replies() {
        return List.of(new Reply.Registered("chat", "abc"), new Reply.Accepted(RUN, Run.State.ACTIVE),
                new Reply.Accepted(RUN, Run.State.ACTIVE, Optional.of("the deployment is another")),
                new Reply.Refused("run_active", "another run is active"), new Reply.Progress(progress()), new Reply.Report(report()),
                new Reply.Rejects(
                        List.of(new Listed(new Reject("users", "", "orphan", Optional.of("userId")), RUN),
                                new Listed(new Reject("users", "[\"a\",\"1\"]", "refused", Optional.empty()), RUN)),
                        Optional.of(new Place("users", ""))),
                new Reply.Rejects(List.of(), Optional.empty()),
                new Reply.Ids(List.of(new Reply.Document("users", "1", "k57")), Optional.of(new Place("users", "1")), false),
                new Reply.Ids(List.of(), Optional.empty(), true));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void decode_encoded_givesTheSame(Reply reply) {
        assertEquals(reply, ReplyCodec.decode(ReplyCodec.encode(reply)));
    }

    @Test
    void encode_accepted_hasTheDocumentedForm() {
        assertEquals("{\"version\":1,\"reply\":\"accepted\",\"runId\":\"6f0c9a52-3c1e-4d5e-9b0a-2f4e6d8c1a3b\",\"state\":\"active\"}",
                ReplyCodec.encode(new Reply.Accepted(RUN, Run.State.ACTIVE)));
    }

    @Test
    void decode_unknownReply_saysWhatIsExpected() {
        var error = assertThrows(MalformedMessageException.class, () -> ReplyCodec.decode("{\"version\":1,\"reply\":\"x\"}"));
        assertEquals("$.reply: expected registered, accepted, refused, progress, report, rejects or ids", error.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"version":2,"reply":"ids"}                                         | $.version: expected 1
            {"version":1,"reply":"ids"}                                         | $.ids: is not a list of documents
            {"version":1,"reply":"ids","ids":[7]}                               | $.ids: is not a list of documents
            {"version":1,"reply":"ids","ids":[],"next":{"table":"a"}}           | $.next: is not a place in a list
            {"version":1,"reply":"rejects","rejects":{}}                        | $.rejects: is not a list of rejects
            {"version":1,"reply":"rejects","rejects":[{"table":"a"}]}           | $.rejects: is not a list of rejects
            {"version":1,"reply":"report","report":{}}                          | $.report: is not the report of a run
            {"version":1,"reply":"progress"}                                    | $.progress: is not the progress of a run
            """)
    void decode_malformed_namesTheJsonPath(String json, String message) {
        assertEquals(message, assertThrows(MalformedMessageException.class, () -> ReplyCodec.decode(json)).getMessage());
    }

    private static RunReport report() {
        return new RunReport(progress(),
                List.of(new Finding("users", Kind.WRONG_TYPE, Optional.of("1"), Optional.empty(), Optional.of("email"))),
                List.of(new Warning("users", "email", 2)), List.of(new NotCompared("users", Omission.REJECTED_ROW, 3)),
                List.of(new FailedPage(7, "users", "no text")));
    }

    private static RunProgress progress() {
        var run = new Run(RUN, "chat", "hash", "target", Run.Kind.MIGRATE, Run.State.PAUSED, Run.Phase.CATCH_UP,
                new Scope(List.of("users")), RunOptions.DEFAULT, Optional.of("by the operator"),
                Optional.of(Instant.parse("2026-01-01T00:00:01.123456Z")), Instant.parse("2026-01-01T00:00:00.123456Z"), Optional.empty());
        var stage = new Stage(RUN, 2, Stage.Kind.LOAD, 1, List.of("users"), Stage.State.PLANNED, 7, 3, 1);
        var table = new RunProgress.Table("users", Stage.Kind.LOAD, 1, 100, 50, 7, 3, 1, new Counts(1, 2, 3, 4, 5, 6, 7, 8), 0, 0, 0);
        return new RunProgress(run, Optional.of(stage), List.of(table), Map.of("orphan", 3L), 1, 2, true);
    }
}
