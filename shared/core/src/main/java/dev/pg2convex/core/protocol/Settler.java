package dev.pg2convex.core.protocol;

import dev.pg2convex.core.store.Intent;
import dev.pg2convex.core.store.Intents;
import dev.pg2convex.core.target.BatchOutcome;
import dev.pg2convex.core.target.Target;
import java.util.UUID;

/** Closes open intents by what Convex says of them; the only way, besides the answer to a write. */
public final class Settler {
    private final Target target;
    private final Intents intents;
    private final Faults faults;

    public Settler(Target target, Intents intents, Faults faults) {
        this.target = target;
        this.intents = intents;
        this.faults = faults;
    }

    /** @param currentRun the run whose fence stands; the intent may be of an earlier one */
    public BatchOutcome settle(String mapping, UUID currentRun, Intent intent) {
        var outcome = target.settle(mapping, currentRun, intent.batchId());
        faults.reach(FaultPoint.SETTLE_ANSWERED);
        switch (outcome) {
            case BatchOutcome.Committed committed -> intents.committed(intent.batchId(), committed.results());
            case BatchOutcome.Voided _ -> intents.voided(intent.batchId());
            case BatchOutcome.Fenced _ -> {
                // Only the current run may settle; whoever raised the fence settles this intent too.
            }
        }
        faults.reach(FaultPoint.INTENT_CLOSED);
        return outcome;
    }
}
