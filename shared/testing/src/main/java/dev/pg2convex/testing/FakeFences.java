package dev.pg2convex.testing;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import dev.pg2convex.core.target.BeginOutcome;
import dev.pg2convex.core.target.BeginRequest;
import dev.pg2convex.core.target.Handshake;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The fences of a {@link FakeTarget}, by the rules of {@code convex/pg2convex/begin.ts}. */
final class FakeFences {
    private final Map<String, Fence> fences = new LinkedHashMap<>();

    private record Fence(String target, String storeId, String runId, List<String> tables) {}

    void put(String mapping, String target, String storeId, String runId, List<String> tables) {
        fences.put(mapping, new Fence(target, storeId, runId, tables));
    }

    void remove(String mapping) {
        fences.remove(mapping);
    }

    void clear() {
        fences.clear();
    }

    /** The identity that the deployment was given. */
    Optional<String> target() {
        return fences.values().stream().map(Fence::target).findFirst();
    }

    Optional<Handshake.Fence> of(String mapping) {
        return Optional.ofNullable(fences.get(mapping)).map(fence -> new Handshake.Fence(fence.storeId(), fence.runId(), fence.tables()));
    }

    /** @param filled whether a table has documents */
    BeginOutcome raise(BeginRequest request, Predicate<String> filled) {
        var tables = request.tables().stream().map(BeginRequest.ClaimedTable::name).toList();
        for (var other : fences.entrySet()) {
            if (!other.getValue().target().equals(request.target())) {
                return refusal("other_target", null, other.getKey(), null);
            }
            var claimed = tables.stream().filter(other.getValue().tables()::contains).findFirst();
            if (!other.getKey().equals(request.mapping()) && claimed.isPresent()) {
                return refusal("table_claimed", claimed.get(), other.getKey(), null);
            }
        }
        var own = fences.get(request.mapping());
        if (own == null) {
            var inTheWay = request.tables().stream().filter(table -> !table.mayHaveDocuments() && filled.test(table.name())).findFirst();
            if (inTheWay.isPresent() || request.expectedRun().isPresent()) {
                return inTheWay.isPresent() ? refusal("not_empty", inTheWay.get().name(), null, null)
                        : refusal("fence_moved", null, null, null);
            }
        } else if (!own.storeId().equals(request.storeId())) {
            return refusal("other_store", null, null, null);
        } else if (!Optional.of(own.runId()).equals(request.expectedRun()) && !own.runId().equals(request.runId().toString())) {
            return refusal("fence_moved", null, null, own.runId());
        }
        fences.put(request.mapping(), new Fence(request.target(), request.storeId(), request.runId().toString(), tables));
        return new BeginOutcome.Begun(own == null);
    }

    private static BeginOutcome refusal(String code, String table, String mapping, String runId) {
        return new BeginOutcome.Refused(code, Optional.ofNullable(table), Optional.ofNullable(mapping), Optional.ofNullable(runId));
    }

    boolean isCurrent(String mapping, UUID runId) {
        var fence = fences.get(mapping);
        return fence != null && fence.runId().equals(runId.toString());
    }

    void requireCurrent(String mapping, UUID runId) {
        if (!isCurrent(mapping, runId)) {
            throw new CategorizedException(Failure.DETERMINISTIC, "fenced", "the fence belongs to another run");
        }
    }
}
