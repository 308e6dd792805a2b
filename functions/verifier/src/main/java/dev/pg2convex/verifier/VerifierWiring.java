package dev.pg2convex.verifier;

import dev.pg2convex.core.Ports;
import dev.pg2convex.core.protocol.PageRunner;
import dev.pg2convex.core.protocol.Retry;
import dev.pg2convex.core.run.Stage;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Puts the verifier together. */
public final class VerifierWiring {
    private VerifierWiring() {
    }

    /** @param owner who holds the leases: one name per process */
    public static PageRunner runner(Ports ports, String owner) {
        var retry = Retry.standard(RandomGenerator.getDefault());
        return new PageRunner(ports, Map.of(Stage.Kind.VERIFY, new VerifyPage(ports, new RowsCheck(ports, retry)), Stage.Kind.SCAN, new ScanPage(ports, retry)), owner);
    }
}
