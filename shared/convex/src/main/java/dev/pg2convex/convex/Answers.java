package dev.pg2convex.convex;

import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.BeginOutcome;
import dev.pg2convex.core.target.DocumentPage;
import dev.pg2convex.core.target.Handshake;
import dev.pg2convex.core.target.OperationResult;
import dev.pg2convex.core.target.ReceiptPage;
import dev.pg2convex.core.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The results of the functions. What is not as agreed throws a {@code JacksonException} or an {@link IllegalArgumentException}. */
final class Answers {
    private Answers() {}

    static Handshake handshake(JsonNode answer) {
        Optional<Handshake.Fence> fence = present(answer, "fence").map(node -> new Handshake.Fence(text(node, "storeId"),
                text(node, "runId"), node.required("tables").values().stream().map(JsonNode::stringValue).toList()));
        return new Handshake(answer.required("protocol").asInt(), optionalText(answer, "target"), fence, text(answer, "schema"));
    }

    static BeginOutcome begin(JsonNode answer) {
        return switch (text(answer, "status")) {
            case "begun" -> new BeginOutcome.Begun(answer.required("created").booleanValue());
            case "refused" -> new BeginOutcome.Refused(text(answer, "code"), optionalText(answer, "table"), optionalText(answer, "mapping"),
                    optionalText(answer, "runId"));
            default -> throw unknown("status");
        };
    }

    static BatchOutcome batch(JsonNode answer) {
        return switch (text(answer, "status")) {
            case "committed" -> new BatchOutcome.Committed(answer.required("results").values().stream().map(Answers::result).toList());
            case "void" -> new BatchOutcome.Voided();
            case "fenced" -> new BatchOutcome.Fenced();
            default -> throw unknown("status");
        };
    }

    private static OperationResult result(JsonNode result) {
        return switch (text(result, "outcome")) {
            case "inserted" -> new OperationResult.Inserted(text(result, "id"));
            case "adopted" -> new OperationResult.Adopted(text(result, "id"), result.required("twins").asInt());
            case "skipped" -> new OperationResult.Skipped(text(result, "id"), result.required("twins").asInt());
            case "updated" -> new OperationResult.Updated();
            case "gone" -> new OperationResult.Gone();
            case "deleted" -> new OperationResult.Deleted();
            case "unlinked" -> new OperationResult.Unlinked();
            case "rejected" -> new OperationResult.Rejected(text(result, "code"), optionalText(result, "path"));
            default -> throw unknown("outcome");
        };
    }

    static ReceiptPage receipts(JsonNode answer) {
        List<ReceiptPage.Receipt> receipts = answer.required("receipts").values().stream().map(Answers::receipt).toList();
        return new ReceiptPage(receipts, cursor(answer));
    }

    private static ReceiptPage.Receipt receipt(JsonNode receipt) {
        boolean committed = switch (text(receipt, "outcome")) {
            case "committed" -> true;
            case "void" -> false;
            default -> throw unknown("outcome");
        };
        return new ReceiptPage.Receipt(UUID.fromString(text(receipt, "batchId")), text(receipt, "runId"), committed);
    }

    /** Whether no receipt is left to drop; empty when the run is not the fence's. */
    static Optional<Boolean> dropped(JsonNode answer) {
        return switch (text(answer, "status")) {
            case "dropped" -> Optional.of(answer.required("isDone").booleanValue());
            case "fenced" -> Optional.empty();
            default -> throw unknown("status");
        };
    }

    /** False when the fence belongs to another run. */
    static boolean claimed(JsonNode answer) {
        return switch (text(answer, "status")) {
            case "claimed" -> true;
            case "fenced" -> false;
            default -> throw unknown("status");
        };
    }

    /** @param next where to go on */
    record Released(Optional<String> next) {}

    /** Empty when the fence is not the run's. */
    static Optional<Released> released(JsonNode answer) {
        return switch (text(answer, "status")) {
            case "released" -> Optional.of(new Released(cursor(answer)));
            case "fenced" -> Optional.empty();
            default -> throw unknown("status");
        };
    }

    /** Whether the fence is gone; empty when it is not the run's. */
    static Optional<Boolean> ended(JsonNode answer) {
        return switch (text(answer, "status")) {
            case "ended" -> Optional.of(true);
            case "more" -> Optional.of(false);
            case "fenced" -> Optional.empty();
            default -> throw unknown("status");
        };
    }

    static List<Optional<Value.Obj>> documents(JsonNode answer) {
        return answer.required("documents")
                .values()
                .stream()
                .map(document -> document.isNull() ? Optional.<Value.Obj>empty() : Optional.of(ValueReader.readDocument(document)))
                .toList();
    }

    static DocumentPage page(JsonNode answer) {
        return new DocumentPage(answer.required("documents").values().stream().map(ValueReader::readDocument).toList(), cursor(answer));
    }

    private static Optional<String> cursor(JsonNode answer) {
        return answer.required("isDone").booleanValue() ? Optional.empty() : Optional.of(text(answer, "cursor"));
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).stringValue();
    }

    private static Optional<String> optionalText(JsonNode node, String field) {
        return present(node, field).map(JsonNode::stringValue);
    }

    private static Optional<JsonNode> present(JsonNode node, String field) {
        return node.optional(field).filter(value -> !value.isNull());
    }

    private static IllegalArgumentException unknown(String field) {
        return new IllegalArgumentException("unknown " + field);
    }
}
