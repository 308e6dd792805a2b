package dev.pg2convex.local.stack;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stack, as a command was given it.
 *
 * @param name the stack's name, or its ARN
 * @param profile of the AWS configuration; the environment's where it is empty
 * @param region the environment's, or the profile's, where it is empty
 */
public record StackName(String name, Optional<String> profile, Optional<String> region) {
    public StackName {
        requireNonNull(name);
        requireNonNull(profile);
        requireNonNull(region);
    }

    /** What a further command is given, to mean the same. */
    public String options() {
        return " --stack " + name + profile.map(given -> " --profile " + given).orElse("")
                + region.map(given -> " --region " + given).orElse("");
    }

    Map<String, String> in(Map<String, String> environment) {
        var variables = new HashMap<>(environment);
        region.ifPresent(given -> variables.put("AWS_REGION", given));
        return Map.copyOf(variables);
    }
}
