package dev.pg2convex.chaos;

import dev.pg2convex.core.run.PageLease;
import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Intents;
import dev.pg2convex.core.store.StoreRefused;
import dev.pg2convex.core.target.OperationResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The intent taken out: it is recorded together with the acknowledgement, when the batch has long been sent. */
final class LateIntents implements Intents {
    private final Intents intents;
    private final Map<UUID, Late> kept = new ConcurrentHashMap<>();

    private record Late(PageLease held, Intent intent) {}

    LateIntents(Intents intents) {
        this.intents = intents;
    }

    @Override
    public void record(PageLease held, Intent intent) {
        kept.put(intent.batchId(), new Late(held, intent));
    }

    @Override
    public boolean committed(UUID batchId, List<OperationResult> results) {
        var late = kept.remove(batchId);
        if (late != null) {
            try {
                intents.record(late.held(), late.intent());
            } catch (StoreRefused e) {
                return false;
            }
        }
        return intents.committed(batchId, results);
    }

    @Override
    public boolean voided(UUID batchId) {
        return kept.remove(batchId) != null || intents.voided(batchId);
    }

    @Override
    public List<Intent> openOf(PageLease held) throws StoreRefused {
        return intents.openOf(held);
    }

    @Override
    public List<Intent> open(String mapping, String target, int limit) {
        return intents.open(mapping, target, limit);
    }

    @Override
    public List<UUID> unknown(Collection<UUID> batchIds) {
        return intents.unknown(batchIds);
    }

    @Override
    public void forget(String mapping, String target, UUID currentRun) {
        intents.forget(mapping, target, currentRun);
    }
}
