package dev.pg2convex.convex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.mapping.Match;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.BeginOutcome;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.core.target.Validator;
import dev.pg2convex.core.target.WriteRequest;
import dev.pg2convex.core.value.Value;
import dev.pg2convex.embedded.LocalConvexServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client against the real functions on the local Convex server. */
class LocalConvexTest {
    private static final Path HOME = Path.of(System.getProperty("pg2convex.home", "../.."));
    private static final String TARGET = "target-1";
    private static LocalConvexServer server;
    private static ConvexClient client;

    private final String mapping = "mapping-" + UUID.randomUUID();
    private final UUID run = UUID.randomUUID();

    @BeforeAll
    static void start() {
        assumeTrue(Files.isRegularFile(HOME.resolve("convex/local/server.mjs")), "the local Convex server is not there");
        assumeTrue(Files.isDirectory(HOME.resolve("convex/node_modules")), "its Node packages are not installed: run npm ci in convex/");
        server = LocalConvexServer.start(HOME, Path.of("src/test/convex"));
        client = new ConvexClient(ConvexSettings.of(server.url(), server.deployKey()), Pacer.upTo(4));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            client.close();
            server.close();
        }
    }

    @Test
    void handshake_deployment_hasProtocolAndSchema() {
        var handshake = client.handshake(mapping);

        assertEquals(Target.PROTOCOL, handshake.protocol());
        assertEquals(Optional.empty(), handshake.fence());
        var schema = client.schema(handshake.schemaJson());
        assertTrue(schema.validated());
        assertEquals(Map.of("by_n", List.of("n")), schema.tables().get("things").indexes());
        assertInstanceOf(Validator.Obj.class, schema.tables().get("things").document());
        assertTrue(schema.tables().containsKey("pg2convex_receipts"));
    }

    @Test
    void begin_secondRun_movesTheFence() {
        assertEquals(new BeginOutcome.Begun(true), begin());
        assertEquals(new BeginOutcome.Begun(false), begin());
        assertEquals(run.toString(), client.handshake(mapping).fence().orElseThrow().runId());

        BeginRequest stale = new BeginRequest(mapping, "store", TARGET, Optional.of("unknown"), UUID.randomUUID(), List.of());

        assertEquals("fence_moved", assertInstanceOf(BeginOutcome.Refused.class, client.begin(stale)).code());
        assertEquals(Optional.of(TARGET), client.handshake("another").target());
    }

    @Test
    void write_everyKindOfValue_isReadBackTheSame() {
        begin();
        Random random = new Random(10);
        List<Value> values = new ArrayList<>(List.of(new Value.Float64(-0.0), new Value.Float64(Double.NaN),
                new Value.Float64(Double.NEGATIVE_INFINITY), new Value.Float64(Double.MIN_VALUE), new Value.Float64(1753862400123.456),
                new Value.Int64(Long.MIN_VALUE), new Value.Text("\u0000😀\u202e"), new Value.Bytes(new byte[]{0, -1}),
                new Value.Obj(Map.of("", new Value.Null(), "_y", new Value.Null(), "%24x", new Value.Null()))));
        for (int i = 0; i < 200; i++) {
            values.add(ValueCodecTest.value(random, 4));
        }

        List<String> ids = write(UUID.randomUUID(), values.stream().map(LocalConvexTest::insert).toList());
        var documents = client.documents("things", ids, List.of("value"));

        for (int i = 0; i < values.size(); i++) {
            var document = documents.get(i).orElseThrow().fields();
            assertEquals(values.get(i), document.get("value"));
            assertEquals(new Value.Text(ids.get(i)), document.get("_id"));
            assertEquals(Set.of("_id", "_creationTime", "value"), document.keySet());
        }
    }

    /** The limits that core holds documents to, from the other side. */
    @Test
    void write_documentsAtTheLimits_areTakenAndOnesBeyondAreNot() {
        begin();
        int text = (1 << 20) - 61 - 10;
        List<Value> fitting = List.of(nested(15), new Value.Array(Collections.nCopies(8_192, new Value.Null())),
                new Value.Text("x".repeat(text)));
        Operation tooLong = insert(new Value.Array(Collections.nCopies(8_193, new Value.Null())));

        assertEquals(3, write(UUID.randomUUID(), fitting.stream().map(LocalConvexTest::insert).toList()).size());
        for (Value value : List.of(nested(16), new Value.Text("x".repeat(text + 1)))) {
            var outcome = assertInstanceOf(BatchOutcome.Committed.class,
                    client.write(request(UUID.randomUUID(), Optional.empty(), List.of(insert(value)))));
            assertEquals("size", assertInstanceOf(OperationResult.Rejected.class, outcome.results().getFirst()).code());
        }
        WriteRequest refused = request(UUID.randomUUID(), Optional.empty(), List.of(tooLong));
        assertEquals(Failure.DETERMINISTIC, assertThrows(CategorizedException.class, () -> client.write(refused)).failure(),
                "no argument may be so long");
    }

    @Test
    void write_sameBatchAgain_answersFromTheReceipt() {
        begin();
        UUID batch = UUID.randomUUID();
        List<Operation> operations = List.of(insert(new Value.Null()));

        List<String> first = write(batch, operations);

        assertEquals(first, write(batch, operations));
        assertEquals(new BatchOutcome.Committed(List.of(new OperationResult.Inserted(first.getFirst()))),
                client.settle(mapping, run, batch));
    }

    @Test
    void write_settledBefore_isVoid() {
        begin();
        UUID batch = UUID.randomUUID();

        assertEquals(new BatchOutcome.Voided(), client.settle(mapping, run, batch));
        assertEquals(new BatchOutcome.Voided(), client.write(request(batch, Optional.empty(), List.of(insert(new Value.Null())))));
    }

    @Test
    void write_ofAnotherRun_isFenced() {
        begin();
        WriteRequest request = new WriteRequest(mapping, UUID.randomUUID(), UUID.randomUUID(), "things", Optional.empty(), List.of());

        assertEquals(new BatchOutcome.Fenced(), client.write(request));
    }

    @Test
    void write_updatesAndDeletes_reportWhatBecameOfThem() {
        begin();
        String id = write(UUID.randomUUID(), List.of(insert(new Value.Float64(1)))).getFirst();
        Value.Obj two = new Value.Obj(Map.of("value", new Value.Float64(2)));

        var outcome = client.write(request(UUID.randomUUID(), Optional.empty(),
                List.of(new Operation.Update(id, two, List.of("n")), new Operation.Update("none", two, List.of()),
                        new Operation.Delete(id, true), new Operation.Delete(id, false), new Operation.Delete(id, false),
                        new Operation.Insert(new Value.Obj(Map.of()), List.of()))));

        assertEquals(new BatchOutcome.Committed(List.of(new OperationResult.Updated(), new OperationResult.Gone(),
                new OperationResult.Unlinked(), new OperationResult.Deleted(), new OperationResult.Deleted(),
                new OperationResult.Rejected("schema", Optional.of("value")))), outcome);
        assertEquals(List.of(Optional.empty()), client.documents("things", List.of(id), List.of()));
    }

    @Test
    void write_withMatch_adoptsTheOldestAndCountsTwins() {
        begin();
        double n = Math.random();
        Value.Obj set = new Value.Obj(Map.of("n", new Value.Float64(n), "value", new Value.Null()));
        List<String> existing = write(UUID.randomUUID(),
                List.of(new Operation.Insert(set, List.of()), new Operation.Insert(set, List.of())));
        Match match = new Match(List.of("n"), "by_n", Match.OnMatch.UPDATE);

        var outcome = client.write(request(UUID.randomUUID(), Optional.of(match), List.of(new Operation.Insert(set, List.of()))));

        assertEquals(new BatchOutcome.Committed(List.of(new OperationResult.Adopted(existing.getFirst(), 1))), outcome);
    }

    @Test
    void scan_pages_haveEveryDocumentOnce() {
        begin();
        Set<String> inserted = new HashSet<>(write(UUID.randomUUID(), Collections.nCopies(25, insert(new Value.Null()))));
        Set<String> seen = new HashSet<>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = client.scan("things", cursor, 10, List.of());
            page.documents().forEach(document -> assertTrue(seen.add(((Value.Text) document.fields().get("_id")).value())));
            cursor = page.cursor();
        } while (cursor.isPresent());

        assertTrue(seen.containsAll(inserted));
    }

    @Test
    void dropReceipts_ofRunsBehindTheFence_leavesTheCurrentRuns() {
        begin();
        UUID batch = UUID.randomUUID();
        client.settle(mapping, run, batch);
        assertEquals(List.of(batch),
                client.receipts(mapping, Optional.empty(), 10).receipts().stream().map(receipt -> receipt.batchId()).toList());
        assertTrue(client.dropReceipts(mapping, run, 10));
        assertEquals(1, client.receipts(mapping, Optional.empty(), 10).receipts().size());
        UUID next = UUID.randomUUID();
        client.begin(new BeginRequest(mapping, "store", TARGET, Optional.of(run.toString()), next, List.of()));

        assertTrue(client.dropReceipts(mapping, next, 10));

        assertEquals(List.of(), client.receipts(mapping, Optional.empty(), 10).receipts());
        assertEquals("fenced", assertThrows(CategorizedException.class, () -> client.dropReceipts(mapping, run, 10)).code());
    }

    @Test
    void call_wrongKey_isAConfigurationError() {
        try (ConvexClient stranger = new ConvexClient(ConvexSettings.of(server.url(), "dev:local|wrong"), Pacer.upTo(1))) {
            CategorizedException refused = assertThrows(CategorizedException.class, () -> stranger.handshake(mapping));

            assertEquals(Failure.CONFIGURATION, refused.failure());
            assertEquals("bad_key", refused.code());
        }
    }

    private BeginOutcome begin() {
        return client.begin(new BeginRequest(mapping, "store", TARGET, Optional.empty(), run, List.of()));
    }

    private List<String> write(UUID batch, List<? extends Operation> operations) {
        var committed = assertInstanceOf(BatchOutcome.Committed.class,
                client.write(request(batch, Optional.empty(), List.copyOf(operations))));
        return committed.results().stream().map(result -> assertInstanceOf(OperationResult.Inserted.class, result).id()).toList();
    }

    private WriteRequest request(UUID batch, Optional<Match> match, List<Operation> operations) {
        return new WriteRequest(mapping, run, batch, "things", match, operations);
    }

    private static Value nested(int levels) {
        Value value = new Value.Null();
        for (int i = 0; i < levels; i++) {
            value = new Value.Array(List.of(value));
        }
        return value;
    }

    private static Operation insert(Value value) {
        return new Operation.Insert(new Value.Obj(new LinkedHashMap<>(Map.of("value", value))), List.of());
    }
}
