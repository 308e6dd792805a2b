package dev.pg2convex.core.protocol;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.run.Run;
import dev.pg2convex.core.target.Handshake;
import java.util.Optional;

/** Which deployment a reset forgets. */
public final class ResetTarget {
    private ResetTarget() {}

    /** The identity of the one that answers, or of the one that answered at its URL before it was wiped; empty where nothing was migrated to either. */
    public static Optional<String> of(Ports ports, String mapping, Handshake handshake) {
        return handshake.target()
                .filter(target -> handshake.fence().isPresent() || ports.runs().lastOn(mapping, target).isPresent())
                .or(() -> ports.runs().lastAt(mapping, ports.target().label()).filter(_ -> handshake.target().isEmpty()).map(Run::target));
    }
}
