package dev.pg2convex.core.protocol;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.target.Handshake;
import java.util.Optional;

/** A deployment that is not the one that the last run at its URL was begun on: what the store knows of that one does not hold for it. */
public final class ExchangedDeployment {
    private ExchangedDeployment() {}

    /** What the operator must hear of it before anything is written; empty where the deployment is the one of before, or new. */
    public static Optional<String> notice(Ports ports, String mapping, Handshake handshake) {
        var label = ports.target().label();
        return ports.runs()
                .lastAt(mapping, label)
                .filter(last -> !handshake.target().equals(Optional.of(last.target())))
                .map(last -> label + " was wiped or exchanged since run " + last.id() + " of " + last.createdAt()
                        + ": the identity that was left there is gone. " + consequence(ports, mapping, handshake)
                        + " If that is not what you want, cancel the run, and set CONVEX_URL to the deployment of before, or restore it,"
                        + " before you run again");
    }

    private static String consequence(Ports ports, String mapping, Handshake handshake) {
        return handshake.target()
                .flatMap(target -> ports.runs().lastOn(mapping, target))
                .map(known -> "The deployment that answers there now was last migrated to by run " + known.id()
                        + ", and the migration goes on from there.")
                .orElse("Nothing that was written there before counts, and everything of mapping " + mapping + " is migrated anew.");
    }
}
