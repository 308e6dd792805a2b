package dev.pg2convex.core.target;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a deployment says of itself.
 *
 * @param target the identity that the first run left there
 * @param fence this mapping's fence
 * @param schemaJson the schema as exported by Convex
 */
public record Handshake(int protocol, Optional<String> target, Optional<Fence> fence, String schemaJson) {
    public Handshake {
        requireNonNull(target);
        requireNonNull(fence);
        requireNonNull(schemaJson);
    }

    /** What is to be done where the deployed functions are of another version than this program. */
    public Optional<String> protocolProblem(String label) {
        return protocol == Target.PROTOCOL ? Optional.empty()
                : Optional.of("the pg2convex functions in " + label + " speak protocol " + protocol + ", this program " + Target.PROTOCOL
                        + "; copy the folder convex/pg2convex of this version into the project and deploy it (npx convex deploy)");
    }

    /** The mark of the current run of a mapping. */
    public record Fence(String storeId, String runId, List<String> tables) {
        public Fence {
            requireNonNull(storeId);
            requireNonNull(runId);
            tables = List.copyOf(tables);
        }
    }
}
