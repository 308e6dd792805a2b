package dev.pg2convex.convex;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.BeginOutcome;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.DocumentPage;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.core.target.ReceiptPage;
import dev.pg2convex.core.target.Target;
import dev.pg2convex.core.target.TargetSchema;
import dev.pg2convex.core.target.WriteRequest;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A Convex deployment, reached over HTTP. Each call is sent once and blocks until its answer is here: what a failure means is in its category, and
 * whether to send again is the caller's to decide. Safe for use by many threads.
 */
public final class ConvexClient implements Target, AutoCloseable {
    /** Below the 4,096 read intervals of a Convex transaction. */
    public static final int MAX_DOCUMENTS = 4_000;

    private final ConvexSettings settings;
    private final FunctionCaller caller;
    private final SchemaReader schemas = new SchemaReader();

    /** @param pacer shared by all that call this deployment from this process */
    public ConvexClient(ConvexSettings settings, Pacer pacer) {
        this(settings, pacer, () -> settings);
    }

    /** @param now the settings as they are now, asked for when the key is refused: it may have been rotated */
    public ConvexClient(ConvexSettings settings, Pacer pacer, Supplier<ConvexSettings> now) {
        this.settings = requireNonNull(settings);
        this.caller = new FunctionCaller(settings, requireNonNull(pacer), now);
    }

    @Override
    public String label() {
        return settings.label();
    }

    /** It takes no data and writes nothing: where it fails on its own account, the deployed functions are at fault. */
    @Override
    public Handshake handshake(String mapping) {
        try {
            return caller.call(ConvexFunction.HANDSHAKE, Arguments.handshake(mapping), Answers::handshake);
        } catch (CategorizedException e) {
            if (e.failure() != Failure.DETERMINISTIC) {
                throw e;
            }
            throw new CategorizedException(Failure.CONFIGURATION, "handshake_failed",
                    e.getMessage()
                            + "; check that the pg2convex functions of this version are deployed and that the key may run internal queries",
                    e);
        }
    }

    @Override
    public BeginOutcome begin(BeginRequest request) {
        return caller.call(ConvexFunction.BEGIN, Arguments.begin(request), Answers::begin);
    }

    @Override
    public BatchOutcome write(WriteRequest request) {
        BatchOutcome outcome = caller.call(ConvexFunction.WRITE, Arguments.write(request), Answers::batch);
        if (outcome instanceof BatchOutcome.Committed committed && committed.results().size() != request.operations().size()) {
            throw new IllegalStateException("batch " + request.batchId() + " has " + request.operations().size()
                    + " operations and its receipt " + committed.results().size() + " results");
        }
        return outcome;
    }

    @Override
    public BatchOutcome settle(String mapping, UUID runId, UUID batchId) {
        return caller.call(ConvexFunction.SETTLE, Arguments.settle(mapping, runId, batchId), Answers::batch);
    }

    @Override
    public ReceiptPage receipts(String mapping, Optional<String> cursor, int limit) {
        ReceiptPage page = caller.call(ConvexFunction.LIST_RECEIPTS, Arguments.listReceipts(mapping, cursor, limit), Answers::receipts);
        requireProgress(cursor, page.cursor());
        return page;
    }

    @Override
    public boolean dropReceipts(String mapping, UUID runId, int limit) {
        return caller.call(ConvexFunction.DROP_RECEIPTS, Arguments.limited(mapping, runId, limit), Answers::dropped)
                .orElseThrow(() -> fenced(mapping, runId));
    }

    @Override
    public boolean claim(String mapping, UUID runId, String table, List<String> documents) {
        return caller.call(ConvexFunction.CLAIM_DOCUMENTS, Arguments.claim(mapping, runId, table, documents), Answers::claimed);
    }

    @Override
    public Optional<String> release(String mapping, UUID runId, Optional<String> table, Optional<String> cursor, int limit) {
        Optional<String> next = caller
                .call(ConvexFunction.RELEASE_DOCUMENTS, Arguments.release(mapping, runId, table, cursor, limit), Answers::released)
                .orElseThrow(() -> fenced(mapping, runId))
                .next();
        requireProgress(cursor, next);
        return next;
    }

    @Override
    public boolean end(String mapping, UUID runId, int limit) {
        return caller.call(ConvexFunction.END, Arguments.limited(mapping, runId, limit), Answers::ended)
                .orElseThrow(() -> fenced(mapping, runId));
    }

    private CategorizedException fenced(String mapping, UUID runId) {
        return new CategorizedException(Failure.DETERMINISTIC, "fenced",
                "the records of mapping " + mapping + " were left alone: the fence in " + settings.url() + " is not that of run " + runId);
    }

    @Override
    public List<Optional<Value.Obj>> documents(String table, List<String> ids, List<String> fields) {
        if (ids.size() > MAX_DOCUMENTS) {
            throw new IllegalArgumentException(ids.size() + " documents at once; at most " + MAX_DOCUMENTS);
        }
        var documents = caller.call(ConvexFunction.GET_DOCUMENTS, Arguments.documents(table, ids, fields), Answers::documents);
        if (documents.size() != ids.size()) {
            throw new IllegalStateException("asked for " + ids.size() + " documents of " + table + ", got " + documents.size());
        }
        return documents;
    }

    @Override
    public DocumentPage scan(String table, Optional<String> cursor, int limit, List<String> fields) {
        DocumentPage page = caller.call(ConvexFunction.SCAN_DOCUMENTS, Arguments.scan(table, cursor, limit, fields), Answers::page);
        requireProgress(cursor, page.cursor());
        return page;
    }

    private static void requireProgress(Optional<String> cursor, Optional<String> next) {
        if (next.isPresent() && next.equals(cursor)) {
            throw new IllegalStateException("a page of Convex that does not move its cursor");
        }
    }

    @Override
    public TargetSchema schema(String schemaJson) {
        return schemas.read(schemaJson);
    }

    @Override
    public void close() {
        caller.close();
    }
}
