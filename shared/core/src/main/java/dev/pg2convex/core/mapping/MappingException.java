package dev.pg2convex.core.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping that cannot be used, with everything that is wrong with it. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public MappingException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /** One thing that is wrong: where, what, and how to fix it. */
    public record Problem(Location at, String message) {
        @Override
        public String toString() {
            return at + ": " + message;
        }
    }
}
