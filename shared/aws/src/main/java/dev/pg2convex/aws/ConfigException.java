package dev.pg2convex.aws;

import dev.pg2convex.core.CategorizedException;
import dev.pg2convex.core.Failure;
import java.util.List;

/** A configuration that cannot be used, with everything that is wrong with it; values are never repeated. */
public final class ConfigException extends CategorizedException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(Failure.CONFIGURATION, "bad_configuration", String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
