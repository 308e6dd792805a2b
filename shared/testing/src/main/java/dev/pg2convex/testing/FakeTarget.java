package dev.pg2convex.testing;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.BeginOutcome;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.DocumentPage;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.core.target.Operation;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.ReceiptPage;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.WriteRequest;
import dev.pg2convex.core.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A deployment in memory that keeps fences, receipts and owners as the functions in {@code convex/pg2convex} do, and fails on order. It does not
 * validate documents.
 */
public final class FakeTarget implements Target {
    /** The calls that can be made to fail. */
    public enum Call {
        HANDSHAKE, BEGIN, WRITE, SETTLE, RECEIPTS, DROP_RECEIPTS, CLAIM, RELEASE, END, DOCUMENTS, SCAN
    }

    private record Receipt(String mapping, String runId, BatchOutcome outcome) {}

    private final Map<String, TargetSchema> schemas = new HashMap<>();
    private final TargetSchema schema;
    private final FakeDocuments documents = new FakeDocuments();
    private final FakeFences fences = new FakeFences();
    private final Map<UUID, Receipt> receipts = new LinkedHashMap<>();
    private final Map<Call, Deque<Fault>> faults = new EnumMap<>(Call.class);
    private final Map<Call, Runnable> interruptions = new EnumMap<>(Call.class);
    private final List<WriteRequest> sent = new ArrayList<>();
    private Predicate<Operation> refused = _ -> false;
    private Predicate<Operation> rejected = _ -> false;
    private int protocol = Target.PROTOCOL;
    private String schemaJson = "schema-1";

    public FakeTarget(TargetSchema schema) {
        this.schema = schema;
    }

    /** The next calls of that kind, one fault each. */
    public FakeTarget failing(Call call, Fault... next) {
        faults.computeIfAbsent(call, _ -> new ArrayDeque<>()).addAll(List.of(next));
        return this;
    }

    /** What happens elsewhere right before the next call of that kind arrives. */
    public FakeTarget before(Call call, Runnable happening) {
        interruptions.put(call, happening);
        return this;
    }

    /** A batch with such an operation fails as a whole, the same way each time. */
    public FakeTarget refusing(Predicate<Operation> operations) {
        refused = operations;
        return this;
    }

    /** Such operations are rejected as rows, with the code {@code schema}. */
    public FakeTarget rejecting(Predicate<Operation> operations) {
        rejected = operations;
        return this;
    }

    /** Somebody deploys functions of another version. */
    public void deployProtocol(int version) {
        protocol = version;
    }

    /** Somebody deploys another schema. */
    public void deploySchema(String json) {
        schemaJson = json;
    }

    /** Somebody deploys another schema, of this meaning. */
    public void deploySchema(String json, TargetSchema meaning) {
        schemas.put(json, meaning);
        schemaJson = json;
    }

    /** A fence of somebody's making. */
    public void fence(String mapping, String target, String storeId, String runId, List<String> tables) {
        fences.put(mapping, target, storeId, runId, tables);
    }

    /** Somebody clears the pg2convex tables. */
    public void clearFences() {
        fences.clear();
    }

    /** A receipt of somebody's making. */
    public void receipt(UUID batchId, String mapping, String runId) {
        receipts.put(batchId, new Receipt(mapping, runId, new BatchOutcome.Committed(List.of())));
    }

    /** The application inserts a document. */
    public String put(String table, Map<String, Value> fields) {
        return documents.insert(table, fields);
    }

    /** The application changes a field. */
    public void set(String table, String id, String field, Value value) {
        documents.find(table, id).orElseThrow().put(field, value);
    }

    /** The application removes a field. */
    public void unset(String table, String id, String field) {
        documents.find(table, id).orElseThrow().remove(field);
    }

    /** The application deletes a document. */
    public void remove(String table, String id) {
        documents.remove(table, id);
    }

    /** All documents of a table without their system fields, oldest first. */
    public List<Map<String, Value>> all(String table) {
        return documents.ids(table).stream().map(id -> Map.copyOf(documents.find(table, id).orElseThrow())).toList();
    }

    public List<String> ids(String table) {
        return documents.ids(table);
    }

    /** Every write that arrived, repeated ones too. */
    public List<WriteRequest> writes() {
        return List.copyOf(sent);
    }

    /** The batches that have receipts. */
    public List<UUID> receipts() {
        return List.copyOf(receipts.keySet());
    }

    @Override
    public String label() {
        return "the fake deployment";
    }

    @Override
    public Handshake handshake(String mapping) {
        return call(Call.HANDSHAKE, () -> new Handshake(protocol, fences.target(), fences.of(mapping), schemaJson));
    }

    @Override
    public BeginOutcome begin(BeginRequest request) {
        return call(Call.BEGIN, () -> fences.raise(request, table -> !documents.ids(table).isEmpty()));
    }

    @Override
    public BatchOutcome write(WriteRequest request) {
        return call(Call.WRITE, () -> {
            sent.add(request);
            return once(request.mapping(), request.runId(), request.batchId(), () -> new BatchOutcome.Committed(apply(request)));
        });
    }

    private List<OperationResult> apply(WriteRequest request) {
        if (request.operations().stream().anyMatch(refused)) {
            throw new CategorizedException(Failure.DETERMINISTIC, "server_error", "the function failed");
        }
        return request.operations()
                .stream()
                .map(operation -> rejected.test(operation) ? new OperationResult.Rejected("schema", Optional.of("name"))
                        : documents.apply(request.table(), request.match(), operation))
                .toList();
    }

    @Override
    public BatchOutcome settle(String mapping, UUID runId, UUID batchId) {
        return call(Call.SETTLE, () -> once(mapping, runId, batchId, BatchOutcome.Voided::new));
    }

    /** Fence, receipt, then the work and its receipt. */
    private BatchOutcome once(String mapping, UUID runId, UUID batchId, Supplier<BatchOutcome> work) {
        if (!fences.isCurrent(mapping, runId)) {
            return new BatchOutcome.Fenced();
        }
        var receipt = receipts.get(batchId);
        if (receipt == null) {
            receipt = new Receipt(mapping, runId.toString(), work.get());
            receipts.put(batchId, receipt);
        }
        return receipt.outcome();
    }

    @Override
    public ReceiptPage receipts(String mapping, Optional<String> cursor, int limit) {
        int from = cursor.map(Integer::parseInt).orElse(0);
        return call(Call.RECEIPTS, () -> {
            var all = receipts.entrySet().stream().filter(receipt -> receipt.getValue().mapping().equals(mapping)).toList();
            int through = Math.min(from + limit, all.size());
            return new ReceiptPage(all.subList(from, through)
                    .stream()
                    .map(receipt -> new ReceiptPage.Receipt(receipt.getKey(), receipt.getValue().runId(),
                            receipt.getValue().outcome() instanceof BatchOutcome.Committed))
                    .toList(), through < all.size() ? Optional.of(Integer.toString(through)) : Optional.empty());
        });
    }

    @Override
    public boolean dropReceipts(String mapping, UUID runId, int limit) {
        return call(Call.DROP_RECEIPTS, () -> {
            fences.requireCurrent(mapping, runId);
            receipts.values().removeIf(receipt -> receipt.mapping().equals(mapping) && !receipt.runId().equals(runId.toString()));
            return true;
        });
    }

    @Override
    public boolean claim(String mapping, UUID runId, String table, List<String> claimed) {
        return call(Call.CLAIM, () -> {
            if (fences.isCurrent(mapping, runId)) {
                documents.own(claimed);
                return true;
            }
            return false;
        });
    }

    /** Its owner records have no mapping: one mapping alone is tested with it. */
    @Override
    public Optional<String> release(String mapping, UUID runId, Optional<String> table, Optional<String> cursor, int limit) {
        return call(Call.RELEASE, () -> {
            fences.requireCurrent(mapping, runId);
            documents.disown(table);
            return Optional.empty();
        });
    }

    @Override
    public boolean end(String mapping, UUID runId, int limit) {
        return call(Call.END, () -> {
            fences.requireCurrent(mapping, runId);
            receipts.values().removeIf(receipt -> receipt.mapping().equals(mapping));
            fences.remove(mapping);
            return true;
        });
    }

    /** The documents that rows have, of tables with a match. */
    public Set<String> owned() {
        return documents.owned();
    }

    @Override
    public List<Optional<Value.Obj>> documents(String table, List<String> ids, List<String> fields) {
        return call(Call.DOCUMENTS,
                () -> ids.stream().map(id -> documents.find(table, id).map(_ -> documents.read(table, id, fields))).toList());
    }

    @Override
    public DocumentPage scan(String table, Optional<String> cursor, int limit, List<String> fields) {
        int from = cursor.map(Integer::parseInt).orElse(0);
        return call(Call.SCAN, () -> {
            var ids = documents.ids(table);
            int through = Math.min(from + limit, ids.size());
            return new DocumentPage(ids.subList(from, through).stream().map(id -> documents.read(table, id, fields)).toList(),
                    through < ids.size() ? Optional.of(Integer.toString(through)) : Optional.empty());
        });
    }

    @Override
    public TargetSchema schema(String json) {
        return schemas.getOrDefault(json, schema);
    }

    private <T> T call(Call call, Supplier<T> work) {
        var happening = interruptions.remove(call);
        if (happening != null) {
            happening.run();
        }
        var next = faults.computeIfAbsent(call, _ -> new ArrayDeque<>()).poll();
        return (next == null ? Fault.NONE : next).around(work);
    }
}
