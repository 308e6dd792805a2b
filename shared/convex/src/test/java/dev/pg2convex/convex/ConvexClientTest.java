package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.BeginOutcome;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.ReceiptPage;
import dev.pg2convex.core.target.WriteRequest;
import dev.pg2convex.core.value.Value;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ConvexClientTest {
    private static final String RUN = "00000000-0000-0001-0000-000000000002";
    private static final String BATCH = "00000000-0000-0003-0000-000000000004";
    private static final JsonMapper JSON = new JsonMapper();
    private final RecordingConvex convex = new RecordingConvex();

    ConvexClientTest() throws IOException {}

    @AfterEach
    void close() {
        convex.close();
    }

    @Test
    void handshake_newDeployment_hasNeitherTargetNorFence() {
        convex.succeeds("{\"protocol\":1.0,\"target\":null,\"fence\":null,\"schema\":\"{}\"}");

        assertEquals(new Handshake(1, Optional.empty(), Optional.empty(), "{}"), convex.client.handshake("chat"));

        var request = convex.request();
        assertEquals("POST", request.method());
        assertEquals("/api/query", request.target());
        assertEquals("Convex dev:test|s3cret", request.authorization());
        assertEquals("application/json", request.contentType());
        assertEquals("{\"path\":\"pg2convex/handshake:handshake\",\"args\":{\"mapping\":\"chat\"},\"format\":\"convex_encoded_json\"}",
                request.body());
    }

    @Test
    void handshake_knownDeployment_hasBoth() {
        convex.succeeds(
                "{\"protocol\":2,\"target\":\"t\",\"fence\":{\"storeId\":\"s\",\"runId\":\"r\",\"tables\":[\"users\"]},\"schema\":\"{}\"}");

        assertEquals(new Handshake(2, Optional.of("t"), Optional.of(new Handshake.Fence("s", "r", List.of("users"))), "{}"),
                convex.client.handshake("chat"));
    }

    @Test
    void begin_firstRun_sendsNullAndIsBegun() {
        convex.succeeds("{\"status\":\"begun\",\"created\":true}");
        BeginRequest request = new BeginRequest("chat", "store", "target", Optional.empty(), FakeConvex.RUN,
                List.of(new BeginRequest.ClaimedTable("users", true)));

        assertEquals(new BeginOutcome.Begun(true), convex.client.begin(request));

        assertArguments("/api/mutation", """
                {"protocol":1,"mapping":"chat","runId":"%s","storeId":"store","target":"target","expectedRun":null,
                 "tables":[{"name":"users","mayHaveDocuments":true}]}""".formatted(RUN));
    }

    @Test
    void begin_refused_saysWhy() {
        convex.succeeds("{\"status\":\"refused\",\"code\":\"table_claimed\",\"table\":\"users\",\"mapping\":\"shop\"}");
        BeginRequest request = new BeginRequest("chat", "store", "target", Optional.of("r0"), FakeConvex.RUN, List.of());

        assertEquals(new BeginOutcome.Refused("table_claimed", Optional.of("users"), Optional.of("shop"), Optional.empty()),
                convex.client.begin(request));
    }

    @Test
    void write_everyOperation_sendsAllAndReadsEveryResult() {
        convex.succeeds(
                """
                        {"status":"committed","results":[{"outcome":"inserted","id":"a"},{"outcome":"adopted","id":"b","twins":1.0},{"outcome":"skipped","id":"c","twins":0},
                        {"outcome":"updated"},{"outcome":"gone"},{"outcome":"deleted"},{"outcome":"unlinked"},{"outcome":"rejected","code":"schema","path":"name"}]}""");
        Value.Obj set = new Value.Obj(Map.of("n", new Value.Int64(42)));
        List<Operation> operations = List.of(new Operation.Insert(set, List.of("m")), new Operation.Insert(set, List.of()),
                new Operation.Insert(set, List.of()), new Operation.Update("d", set, List.of("m")),
                new Operation.Update("e", set, List.of()), new Operation.Delete("f", false), new Operation.Delete("g", true),
                new Operation.Insert(set, List.of()));
        Match match = new Match(List.of("n"), "by_n", Match.OnMatch.UPDATE);

        BatchOutcome outcome = convex.client
                .write(new WriteRequest("chat", FakeConvex.RUN, FakeConvex.BATCH, "users", Optional.of(match), operations));

        assertEquals(new BatchOutcome.Committed(
                List.of(new OperationResult.Inserted("a"), new OperationResult.Adopted("b", 1), new OperationResult.Skipped("c", 0),
                        new OperationResult.Updated(), new OperationResult.Gone(), new OperationResult.Deleted(),
                        new OperationResult.Unlinked(), new OperationResult.Rejected("schema", Optional.of("name")))),
                outcome);
        assertArguments("/api/mutation",
                """
                        {"protocol":1,"mapping":"chat","runId":"%s","batchId":"%s","table":"users","match":{"index":"by_n","fields":["n"],"onMatch":"update"},
                         "operations":[{"op":"insert","set":{"n":{"$integer":"KgAAAAAAAAA="}},"unset":["m"]},INSERT,INSERT,
                         {"op":"update","id":"d","set":{"n":{"$integer":"KgAAAAAAAAA="}},"unset":["m"]},{"op":"update","id":"e","set":{"n":{"$integer":"KgAAAAAAAAA="}},"unset":[]},
                         {"op":"delete","id":"f","unlink":false},{"op":"delete","id":"g","unlink":true},INSERT]}"""
                        .formatted(RUN, BATCH)
                        .replace("INSERT", "{\"op\":\"insert\",\"set\":{\"n\":{\"$integer\":\"KgAAAAAAAAA=\"}},\"unset\":[]}"));
    }

    @Test
    void write_sentTwice_isTheSameBytes() {
        convex.succeeds("{\"status\":\"void\"}").succeeds("{\"status\":\"fenced\"}");
        Value.Obj set = new Value.Obj(Map.of("a", new Value.Float64(0.1), "b", new Value.Text("😀é\u0001"), "c",
                new Value.Obj(Map.of("x", new Value.Null(), "y", new Value.Null()))));

        assertEquals(new BatchOutcome.Voided(), convex.client.write(FakeConvex.insert(set)));
        assertEquals(new BatchOutcome.Fenced(), convex.client.write(FakeConvex.insert(set)));

        assertEquals(convex.request().body(), convex.request().body());
    }

    @Test
    void write_resultsOfAnotherNumber_throws() {
        convex.succeeds("{\"status\":\"committed\",\"results\":[]}");

        assertThrows(IllegalStateException.class, () -> convex.client.write(FakeConvex.insert()));
    }

    @Test
    void settle_committed_readsItsResults() {
        convex.succeeds("{\"status\":\"committed\",\"results\":[{\"outcome\":\"updated\"}]}");

        assertEquals(new BatchOutcome.Committed(List.of(new OperationResult.Updated())),
                convex.client.settle("chat", FakeConvex.RUN, FakeConvex.BATCH));

        assertArguments("/api/mutation", "{\"protocol\":1,\"mapping\":\"chat\",\"runId\":\"" + RUN + "\",\"batchId\":\"" + BATCH + "\"}");
    }

    @Test
    void receipts_pages_haveACursorUntilTheLast() {
        convex.succeeds(
                "{\"receipts\":[{\"batchId\":\"" + BATCH + "\",\"runId\":\"r\",\"outcome\":\"void\"}],\"cursor\":\"c1\",\"isDone\":false}")
                .succeeds("{\"receipts\":[],\"cursor\":\"c2\",\"isDone\":true}");

        assertEquals(new ReceiptPage(List.of(new ReceiptPage.Receipt(FakeConvex.BATCH, "r", false)), Optional.of("c1")),
                convex.client.receipts("chat", Optional.empty(), 100));
        assertEquals(new ReceiptPage(List.of(), Optional.empty()), convex.client.receipts("chat", Optional.of("c1"), 100));

        assertArguments("/api/query", "{\"protocol\":1,\"mapping\":\"chat\",\"cursor\":null,\"limit\":100}");
        assertArguments("/api/query", "{\"protocol\":1,\"mapping\":\"chat\",\"cursor\":\"c1\",\"limit\":100}");
    }

    @Test
    void dropReceipts_someLeft_isFalse() {
        convex.succeeds("{\"status\":\"dropped\",\"count\":10,\"isDone\":false}")
                .succeeds("{\"status\":\"dropped\",\"count\":0,\"isDone\":true}");

        assertFalse(convex.client.dropReceipts("chat", FakeConvex.RUN, 10));
        assertTrue(convex.client.dropReceipts("chat", FakeConvex.RUN, 10));
        assertArguments("/api/mutation", "{\"protocol\":1,\"mapping\":\"chat\",\"runId\":\"" + RUN + "\",\"limit\":10}");
    }

    @Test
    void dropReceipts_ofARunBehindTheFence_throws() {
        convex.succeeds("{\"status\":\"fenced\"}");

        assertEquals("fenced",
                assertThrows(CategorizedException.class, () -> convex.client.dropReceipts("chat", FakeConvex.RUN, 10)).code());
    }

    @Test
    void claim_documents_saysWhetherTheFenceIsTheRuns() {
        convex.succeeds("{\"status\":\"claimed\"}").succeeds("{\"status\":\"fenced\"}");

        assertTrue(convex.client.claim("chat", FakeConvex.RUN, "users", List.of("u1", "u2")));
        assertFalse(convex.client.claim("chat", FakeConvex.RUN, "users", List.of("u1")));
        assertArguments("/api/mutation",
                "{\"protocol\":1,\"mapping\":\"chat\",\"runId\":\"" + RUN + "\",\"table\":\"users\",\"documents\":[\"u1\",\"u2\"]}");
    }

    @Test
    void documents_someGone_areEmptyByPosition() {
        convex.succeeds("{\"documents\":[null,{\"_id\":\"b\",\"_creationTime\":5.5,\"n\":{\"$integer\":\"KgAAAAAAAAA=\"}}]}");

        var documents = convex.client.documents("users", List.of("a", "b"), List.of("n"));

        assertEquals(
                List.of(Optional.empty(),
                        Optional.of(new Value.Obj(
                                Map.of("_id", new Value.Text("b"), "_creationTime", new Value.Float64(5.5), "n", new Value.Int64(42))))),
                documents);
        assertArguments("/api/query", "{\"protocol\":1,\"table\":\"users\",\"ids\":[\"a\",\"b\"],\"fields\":[\"n\"]}");
    }

    @Test
    void documents_moreThanATransactionReads_throws() {
        List<String> ids = Collections.nCopies(4_001, "a");

        assertThrows(IllegalArgumentException.class, () -> convex.client.documents("users", ids, List.of()));
        assertEquals(0, convex.requests());
    }

    @Test
    void documents_ofAnotherNumber_throws() {
        convex.succeeds("{\"documents\":[]}");

        assertThrows(IllegalStateException.class, () -> convex.client.documents("users", List.of("a"), List.of()));
    }

    @Test
    void scan_page_readsDocumentsAndCursor() {
        convex.succeeds("{\"documents\":[{\"_id\":\"a\"}],\"cursor\":\"c1\",\"isDone\":false}");

        var page = convex.client.scan("users", Optional.empty(), 100, List.of("n"));

        assertEquals(List.of(new Value.Obj(Map.of("_id", new Value.Text("a")))), page.documents());
        assertEquals(Optional.of("c1"), page.cursor());
        assertArguments("/api/query", "{\"protocol\":1,\"table\":\"users\",\"cursor\":null,\"limit\":100,\"fields\":[\"n\"]}");
    }

    @Test
    void scan_cursorThatDoesNotMove_throws() {
        convex.succeeds("{\"documents\":[],\"cursor\":\"c1\",\"isDone\":false}");

        assertThrows(IllegalStateException.class, () -> convex.client.scan("users", Optional.of("c1"), 100, List.of()));
    }

    private void assertArguments(String route, String expected) {
        var request = convex.request();
        assertEquals(route, request.target());
        var body = JSON.readTree(request.body());
        assertEquals(JSON.readTree(expected), body.get("args"));
        assertEquals("convex_encoded_json", body.get("format").stringValue());
    }
}
