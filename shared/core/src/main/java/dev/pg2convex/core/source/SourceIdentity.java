package dev.pg2convex.core.source;

import static java.util.Objects.requireNonNull;

/**
 * Which database this is, for the operator and for the check that it is the same one as in the last run.
 *
 * @param label {@code user@host:port/database}, without a password
 * @param fingerprint the same for the same database however it is reached
 */
public record SourceIdentity(String label, String fingerprint) {
    public SourceIdentity {
        requireNonNull(label);
        requireNonNull(fingerprint);
    }
}
