package dev.pg2convex.verifier;

import dev.pg2convex.core.store.Findings.Finding;
import dev.pg2convex.core.store.Findings.Kind;
import java.util.Optional;

/** One difference of a row, before it is known to last. */
record Difference(String key, Kind kind, Optional<String> documentId, Optional<String> field) {
    Finding finding(String table) {
        return new Finding(table, kind, Optional.of(key), documentId, field);
    }
}
