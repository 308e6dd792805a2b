package dev.pg2convex.local.cli;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** A run that is under way, for those who stay with it. */
public record StartedRun(String mapping, UUID id) {
    public StartedRun {
        requireNonNull(mapping);
        requireNonNull(id);
    }
}
