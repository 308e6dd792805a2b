package dev.pg2convex.convex;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.function.Supplier;

/** The deploy key as it is sent: where it is refused, the one that has taken its place where keys are kept. */
final class KeyInUse {
    private final ConvexSettings settings;
    private final Supplier<ConvexSettings> now;
    private DeployKey key;

    /** @param now looks where the settings are kept; what it gives must be of the same deployment */
    KeyInUse(ConvexSettings settings, Supplier<ConvexSettings> now) {
        this.settings = settings;
        this.now = requireNonNull(now);
        this.key = settings.key();
    }

    synchronized DeployKey get() {
        return key;
    }

    /**
     * A key that differs from the one that was refused.
     *
     * @throws CategorizedException the refusal where there is none, or what kept this from looking
     */
    synchronized DeployKey insteadOf(DeployKey refused, CategorizedException refusal) {
        if (key.secret().equals(refused.secret())) {
            var found = look(refusal);
            if (found.key().secret().equals(refused.secret())) {
                throw refusal;
            }
            if (!found.url().toString().equals(settings.url().toString())) {
                throw new CategorizedException(Failure.CONFIGURATION, "deployment_changed",
                        refusal.getMessage() + "; the configuration now names " + found.url() + ": set the key of " + settings.url()
                                + " there, or start the functions anew to move to another deployment",
                        refusal);
            }
            key = found.key();
        }
        return key;
    }

    private ConvexSettings look(CategorizedException refusal) {
        try {
            return now.get();
        } catch (CategorizedException e) {
            e.addSuppressed(refusal);
            throw e;
        }
    }
}
