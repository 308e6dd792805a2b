package dev.pg2convex.chat;

import static java.util.Objects.requireNonNull;

import dev.pg2convex.core.run.Counts;
import java.util.Map;

/**
 * What a re-sync must do after the changes.
 *
 * @param counts of the re-sync, by table
 * @param after what is in the source now
 */
public record Resync(Map<String, Counts> counts, Manifest after) {
    public Resync {
        counts = Map.copyOf(counts);
        requireNonNull(after);
    }
}
