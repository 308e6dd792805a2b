package dev.pg2convex.convex;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.time.Duration;

/**
 * How to reach a deployment.
 *
 * @param callTimeout how long one call may take (default 90 s). Convex itself ends a call after 300 s, but a function has 1 s of CPU, 15 s of database
 *     time, 5 s in the queue and four repetitions of at most 2 s apart: what takes longer than this is lost, and asking again costs less than waiting
 */
public record ConvexSettings(ConvexUrl url, DeployKey key, Duration callTimeout) {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(90);

    public ConvexSettings {
        requireNonNull(url);
        requireNonNull(key);
        requireNonNull(callTimeout);
        requireSameDeployment(url, key);
    }

    /**
     * From what an operator has set, with the default timeout.
     *
     * @throws CategorizedException of {@link Failure#CONFIGURATION} that says what is wrong with either, or that they do not belong together
     */
    public static ConvexSettings of(String url, String key) {
        return new ConvexSettings(ConvexUrl.parse(url), DeployKey.parse(key), CALL_TIMEOUT);
    }

    private static void requireSameDeployment(ConvexUrl url, DeployKey key) {
        String host = url.deployment().orElse("");
        if (!host.isEmpty() && key.deployment().isEmpty()) {
            throw new CategorizedException(Failure.CONFIGURATION, "malformed_key",
                    "the key is not one of a Convex deployment, which looks like prod:" + host
                            + "|…; copy it whole from the Convex dashboard");
        }
        if (!host.isEmpty() && !key.deployment().orElseThrow().equals(host)) {
            throw new CategorizedException(Failure.CONFIGURATION, "key_of_other_deployment", "the deploy key belongs to deployment "
                    + key.deployment().orElseThrow() + ", the URL " + url + " to " + host + "; set the URL and the key of one deployment");
        }
    }

    /** The URL and what kind of deployment it is: dev, prod, preview, local or self-hosted. */
    public String label() {
        String kind = url.isLoopback() ? "local" : key.type().orElse("self-hosted");
        return url + " (" + kind + ")";
    }
}
