package dev.pg2convex.coordinator;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.target.Handshake;
import java.util.UUID;

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
        checkNotSetBack(mapping, handshake);
        return handshake;
    }

    /** A deployment with its old identity and an older fence, or none, has older documents than the store's hashes stand for. */
    private void checkNotSetBack(String mapping, Handshake handshake) throws RefusedException {
        var last = handshake.target().flatMap(target -> ports.runs().lastOn(mapping, target)).map(Run::id);
        var fence = handshake.fence().flatMap(found -> ports.runs().find(UUID.fromString(found.runId())));
        // A fence whose run never got past its begin may be younger than the last that did; so is that of a reset, which is about to forget it.
        boolean same = fence.isPresent()
                && (fence.get().begunAt().isEmpty() || fence.get().kind() == Run.Kind.RESET || last.equals(fence.map(Run::id)));
        if (last.isPresent() && !same) {
            throw new RefusedException("target_behind", ports.target().label() + " was set back since run " + last.get()
                    + ": it was restored from a backup, or its pg2convex tables were changed, and what was written since may be missing there;"
                    + " restore what that run left, or empty the mapped tables and all pg2convex tables there and start a run,"
                    + " which then migrates everything anew");
        }
    }
}
