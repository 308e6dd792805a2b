package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.target.Handshake;

/** Whether the deployment's fence is one that this store may move. */
final class FenceCheck {
    private final Ports ports;

    FenceCheck(Ports ports) {
        this.ports = ports;
    }

    /** The handshake, its protocol and fence checked. */
    Handshake handshake(String mapping) throws RefusedException {
        var handshake = ports.target().handshake(mapping);
        var problem = handshake.protocolProblem(ports.target().label());
        if (problem.isPresent()) {
            throw new RefusedException("protocol_mismatch", problem.get());
        }
        if (handshake.fence().isPresent()) {
            var fence = handshake.fence().get();
            if (!fence.storeId().equals(ports.runs().storeId().toString())) {
                throw new RefusedException("other_store", "mapping " + mapping + " was migrated to " + ports.target().label()
                        + " with another migration store, whose ID mapping this one does not have; set PG2CONVEX_STORE_URL to that store");
            }
            if (!ports.runs().isKnown(fence.runId())) {
                throw new RefusedException("store_behind",
                        "Convex was last written by run " + fence.runId() + ", which this store does not know: it is a copy, or was"
                                + " restored from a backup, and would double what was written since; use the store that ran it");
            }
        }
        return handshake;
    }
}
